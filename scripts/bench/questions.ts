const TOPICS = [
  "gangs",
  "knife crime",
  "missing children",
  "foster carers",
  "adoption",
  "home schooling",
  "domestic violence",
  "the police",
  "abduction notices",
  "social workers' workloads",
  "secure accommodation orders",
  "child protection plans",
  "the Pause programme",
  "serious case reviews",
  "thresholds for referrals",
  "early help",
  "taxi drivers",
  "care leavers",
  "video conferencing",
  "the Youth Offending Service",
  "court orders",
  "the Prevent duty",
  "neglect",
  "school places",
  "the hospital trust",
  "case conferences",
];

const FORMS = [
  (topic: string) => `What was said about ${topic}?`,
  (topic: string) => `Who spoke about ${topic} and what did they want?`,
  (topic: string) => `what did the committee decide on ${topic}`,
  (topic: string) => `Why is ${topic} a concern for the council?`,
  (topic: string) => `How many cases of ${topic} were there in Islington?`,
  (topic: string) => topic,
  (topic: string) => `Did Herefordshire change anything about ${topic} last year?`,
  (topic: string) => `is anything being done on ${topic} in Havering`,
];

/** 208 different questions about the seeds, neighbours unlike each other, so that no cache of question vectors helps. */
export const benchQuestions = (): string[] =>
  FORMS.flatMap((_, shift) =>
    TOPICS.map((topic, index) => FORMS[(index + shift) % FORMS.length]?.(topic) ?? topic),
  );
