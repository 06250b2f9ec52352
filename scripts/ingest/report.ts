import type { IngestSummary } from "../../src/ingest.ts";

/** Says what an ingestion did, and gives the exit code. */
export function reportIngestion(summary: IngestSummary): number {
  const { written, unchanged, skipped, failures, gone, heldBack } = summary;
  for (const { source, reason } of skipped) console.log(`skipped: ${source} ${reason}`);
  for (const { source, reason } of failures) console.error(`failed: ${source} ${reason}`);
  console.log(summaryLine(summary));
  if (gone.length > 0) console.log(goneLine(gone.length));
  if (summary.interrupted) {
    console.error("stopped before the end; run the same command again to go on");
    return 130;
  }
  return written + unchanged + heldBack === 0 ? 1 : 0;
}

function summaryLine(summary: IngestSummary): string {
  const {
    documents,
    passages,
    written,
    unchanged,
    removed,
    heldBack,
    withdrawn,
    skipped,
    failures,
  } = summary;
  const parts: [number, string][] = [
    [heldBack, "held back"],
    [withdrawn, "withdrawn before"],
  ];
  const some = parts.filter(([count]) => count > 0).map(([count, what]) => `, ${count} ${what}`);
  const did = `${written} written, ${unchanged} unchanged, ${removed} removed${some.join("")}`;
  const not = `${skipped.length} skipped, ${failures.length} failed`;
  return `${documents} documents, ${passages} passages: ${did}, ${not} (${seconds(summary.took)})`;
}

function goneLine(count: number): string {
  const [documents, them] = count === 1 ? ["document is", "it"] : ["documents are", "them"];
  return `${count} ${documents} gone from the folder; --prune removes ${them}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
