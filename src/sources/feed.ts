import type { Heading, Page } from "../minutes/model.ts";
import type { Reported } from "./folder.ts";
import type { GivenFacts } from "./metadata.ts";

/** What a source says: its text, and the pages and headings that its format marks, as spans of the text. */
export type Extracted = {
  text: string;
  pages?: readonly Page[];
  headings?: readonly Heading[];
  /** What is to be known of parts that are not in the text, worded to follow the source's name. */
  notes?: readonly string[];
};

/** One source whose bytes are at hand. */
export type FeedEntry = {
  /** Path in the folder with `/` separators, or a URL; no other entry has it. */
  source: string;
  /** Hex sha256 of the bytes: an entry that the index has with this hash and these facts is not extracted again. */
  sha256: string;
  given: GivenFacts;
  /** Address at which the source can be read on the web, where it has one. */
  sourceUrl?: string;
  /** It was put before a meeting and is no record of it. */
  paper?: true;
  /** Throws the reason, worded to follow the source's name. */
  extract(): Promise<Extracted>;
};

/** A place that documents come from: a folder, or a council's site. */
export type Feed = {
  /** What the index knows the place by: the folder's absolute path, or the site's address. */
  folder: string;
  /** What is left alone, and why. */
  skipped: readonly Reported[];
  /** How many parts there are to go through, and their bytes where they are known. */
  parts: readonly { bytes: number }[];
  /**
   * Reads one part (a file, an archive, a meeting): its entries, and what of it could not be read or is left
   * alone, worded to follow the source's name. Does not throw.
   */
  read(part: number): Promise<{ entries: FeedEntry[]; failures: Reported[]; skipped?: Reported[] }>;
  /** Failures of listing it: a source that ends in `/` stands for all that is below it. */
  failures: readonly Reported[];
  /** True when every source that the place still has is among what `read` gives or fails on, so that others are gone. */
  whole: boolean;
};
