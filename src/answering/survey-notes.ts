import type { Citation, Survey } from "./model.ts";

function counted(count: number, noun: string): string {
  return `${count.toLocaleString("en-GB")} ${noun}${count === 1 ? "" : "s"}`;
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** "15 meetings, 2022-12-14 to 2024-06-12" */
function extentOf({ meetings, from, to }: Survey): string {
  const period = from === null ? "" : from === to ? ` (${from})` : ` (${from} to ${to})`;
  return `${counted(meetings, "meeting")}${period}`;
}

/** The line above the quotation of a first or last time; nothing otherwise. */
export function headline({ form }: Survey, citations: readonly Citation[]): string {
  const date = citations[0]?.date;
  if (!date) return "";
  if (form === "first") return `First in these minutes on ${date}.`;
  return form === "last" ? `Last in these minutes on ${date}.` : "";
}

function overTimeNotes(survey: Survey, told: number): string[] {
  const { form, found, meetings } = survey;
  const looked = `Looked at the minutes of ${extentOf(survey)}`;
  const dealt = `${found} of them deal${found === 1 ? "s" : ""} with it`;
  if (form === "first") return [`${looked}; ${dealt}. It may have been raised before these.`];
  if (form === "last") return [`${looked}; ${dealt}. It may have been raised since.`];
  const more = told < found ? `, of which ${told} are quoted` : "";
  return [`${looked}; ${found} of ${meetings} deal with it${more}.`];
}

function notFoundNotes(survey: Survey): string[] {
  if (survey.form !== "comparison" && survey.meetings === 0)
    return ["No document searched has the date of its meeting, so the order of time is not known."];
  return [`I could not find this in the minutes of ${extentOf(survey)} that I searched.`];
}

function undatedNote({ undated, meetings }: Survey): string[] {
  if (undated === 0 || meetings === 0) return [];
  return [
    `${counted(undated, "document")} without a date ${undated === 1 ? "was" : "were"} left out.`,
  ];
}

/** What was looked at and what was not found, in plain sentences. */
export function surveyNotes(
  survey: Survey,
  unknown: readonly string[],
  citations: readonly Citation[],
): string[] {
  const { form, silent } = survey;
  const without = unknown.map((name) => `There are no minutes of ${name} here.`);
  if (citations.length === 0) return [...notFoundNotes(survey), ...undatedNote(survey), ...without];
  if (form !== "comparison")
    return [...overTimeNotes(survey, citations.length), ...undatedNote(survey)];
  const nothing =
    silent.length === 0 ? [] : [`Nothing was found in the minutes of ${listed(silent)}.`];
  return [...nothing, ...without, `Looked at the minutes of ${extentOf(survey)}.`];
}
