import { table } from "../../src/evaluation/table.ts";
import type { BodyCoverage, Coverage, Reason } from "../../src/retrieval/coverage.ts";

/** What an index has and lacks, for a person to read. */
export function coverageText(coverage: Coverage): string {
  const { documents, pages, withdrawn, lastSuccess } = coverage;
  const lists: [string, Reason[]][] = [
    ["Could not be read", coverage.failures],
    ["Read in part", coverage.incomplete],
    ["Held back for review (--include-held-back indexes them)", coverage.heldBack],
    ["Likely personal numbers", coverage.flagged],
    ["Gone from where they were, still in the index (--prune removes them)", coverage.gone],
    ["Left alone", coverage.skipped],
  ];
  return [
    `${documents} documents, ${pages} pages, ${spanOf(coverage)}; ${withdrawn} withdrawn.`,
    `Last whole ingestion: ${lastSuccess ?? "none"}.`,
    "",
    table([HEADING, ...coverage.bodies.map(rowOf)]),
    ...gapLines(coverage.bodies),
    ...lists.flatMap(([title, reasons]) => listOf(title, reasons)),
  ].join("\n");
}

const HEADING = [
  "council",
  "body",
  "documents",
  "pages",
  "from",
  "to",
  "undated",
  "gaps",
  "failed",
  "held back",
];

function rowOf(one: BodyCoverage): string[] {
  return [
    one.council ?? "(not known)",
    one.body ?? "(not known)",
    one.papers ? `${one.documents}, ${one.papers} of them papers` : `${one.documents}`,
    `${one.pages}`,
    one.from ?? "",
    one.to ?? "",
    `${one.undated}`,
    `${one.gaps.length}`,
    `${one.failures}`,
    `${one.heldBack}`,
  ];
}

function gapLines(bodies: readonly BodyCoverage[]): string[] {
  const lines = bodies.flatMap(({ council, body, gaps }) =>
    gaps.map(({ after, before, days }) => {
      const name = [council, body].filter((part) => part !== null).join(", ");
      return `  ${name || "(not known)"}: none between ${after} and ${before} (${days} days)`;
    }),
  );
  return lines.length === 0 ? [] : ["", "Months without a meeting:", ...lines];
}

function listOf(title: string, reasons: readonly Reason[]): string[] {
  if (reasons.length === 0) return [];
  return ["", `${title}: ${reasons.length}`, ...reasons.map((one) => `  ${lineOf(one)}`)];
}

function lineOf({ source, reason, places = [] }: Reason): string {
  const where = places.map(({ line, page }) =>
    page === undefined ? `line ${line}` : `page ${page}, line ${line}`,
  );
  return `${source} ${reason}${where.length > 0 ? ` (${where.join("; ")})` : ""}`;
}

function spanOf({ from, to }: Coverage): string {
  return from === null ? "no dates known" : `${from} to ${to}`;
}
