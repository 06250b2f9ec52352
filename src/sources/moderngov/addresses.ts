import { toBritish } from "./dates.ts";

/** Days of the meetings asked for, both included; ISO dates. */
export type Range = { from: string; to: string };

/** Where a site is mounted; `base` ends in `/`. */
export type SiteAddresses = {
  base: string;
  /** Names the site in names of files: its host, and its path where it has one. */
  key: string;
  service: {
    committees(): string;
    /** Of all committees; the web service takes -1 for all, and answers nothing to 0. */
    allMeetings(range: Range): string;
    meetings(committee: number, range: Range): string;
    meeting(id: number): string;
  };
  pages: {
    committees(): string;
    meetings(committee: number): string;
    meeting(committee: number, id: number): string;
    item(id: number): string;
    attendance(meeting: number): string;
  };
  /** A link of the site, made absolute; one to the site itself gets the site's own scheme. Null when it is no web address. */
  link(href: string): string | null;
};

/**
 * Addresses below the place that a person names: a host, or any address of the site, such as that of one of its pages.
 * Throws one line when that is no web address.
 */
export function siteAddresses(site: string): SiteAddresses {
  const base = baseOf(site);
  const service = (operation: string, args: Record<string, string | number> = {}) =>
    withArguments(new URL(`mgWebService.asmx/${operation}`, base), args);
  const page = (name: string, args: Record<string, string | number> = {}) =>
    withArguments(new URL(name, base), args);
  const days = ({ from, to }: Range) => ({ sFromDate: toBritish(from), sToDate: toBritish(to) });
  return {
    base: base.href,
    key: keyOf(base),
    service: {
      committees: () => service("GetCommittees"),
      allMeetings: (range) => service("GetAllMeetingsByDate", { lCommitteeId: -1, ...days(range) }),
      meetings: (committee, range) =>
        service("GetMeetings", { lCommitteeId: committee, ...days(range) }),
      meeting: (id) => service("GetMeeting", { lMeetingId: id }),
    },
    pages: {
      committees: () => page("mgListCommittees.aspx"),
      meetings: (committee) => page("ieListMeetings.aspx", { CId: committee, Year: 0 }),
      meeting: (committee, id) => page("ieListDocuments.aspx", { CId: committee, MId: id }),
      item: (id) => page("mgAi.aspx", { ID: id }),
      attendance: (meeting) => page("mgMeetingAttendance.aspx", { ID: meeting }),
    },
    link: (href) => linkOf(href, base),
  };
}

function baseOf(site: string): URL {
  const address = /^[a-z][a-z+.-]*:\/\//i.test(site) ? site : `https://${site}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || /\s/.test(site)) {
    throw new Error(
      `"${site}" is no web address; name the site, for example democracy.example.gov.uk`,
    );
  }
  if (url.username || url.password) throw new Error("the site's address must not hold a password");
  const folder = url.pathname.replace(/\/[^/]*\.(?:aspx|asmx).*$/i, "/").replace(/\/*$/, "/");
  return new URL(folder, url.origin);
}

function keyOf({ host, pathname }: URL): string {
  const path = pathname.replaceAll("/", "_").replace(/_$/, "");
  return `${host}${path}`.toLowerCase().replaceAll(/[^a-z0-9._-]/g, "_");
}

/** Dates keep their slashes, as the web service's own pages write them. */
function withArguments(url: URL, args: Record<string, string | number>): string {
  const query = Object.entries(args).map(([name, value]) => `${name}=${value}`);
  return query.length === 0 ? url.href : `${url.href}?${query.join("&")}`;
}

function linkOf(href: string, base: URL): string | null {
  if (!URL.canParse(href, base.href)) return null;
  const url = new URL(href, base);
  if (!/^https?:$/.test(url.protocol)) return null;
  if (url.hostname === base.hostname) url.protocol = base.protocol;
  return url.href;
}
