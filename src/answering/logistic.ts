/** A fitted logistic regression: each input is centred and scaled, weighted and summed. */
export type LogisticModel = {
  features: { name: string; mean: number; scale: number; weight: number }[];
  bias: number;
};

/** Inputs by name; one that the model knows and that is not given is a fault. */
export type Features = Record<string, number>;

/** The model's probability for one case. */
export function probability(model: LogisticModel, features: Features): number {
  let sum = model.bias;
  for (const { name, mean, scale, weight } of model.features) {
    const value = features[name];
    if (value === undefined) throw new Error(`the model wants the feature "${name}"`);
    sum += (weight * (value - mean)) / scale;
  }
  return 1 / (1 + Math.exp(-sum));
}
