/** Cases left out in turn: for each fold, the model of the others is tried on it. Case i is in fold i mod `folds`. */
export function crossValidate<Case, Model, Result>(
  cases: readonly Case[],
  folds: number,
  fit: (training: readonly Case[]) => Model,
  tryOn: (model: Model, one: Case) => Result,
): Result[] {
  const models = Array.from({ length: folds }, (_, fold) =>
    fit(cases.filter((__, i) => i % folds !== fold)),
  );
  return cases.map((one, i) => tryOn(models[i % folds]!, one));
}
