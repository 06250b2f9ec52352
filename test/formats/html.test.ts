import { describe, expect, it } from "vitest";
import { htmlText } from "../../src/formats/html.ts";

const text = (html: string) => htmlText(html).text;

describe("a web page", () => {
  it("gives its paragraphs, lists and tables as lines", () => {
    const page = `<!doctype html><title>Minutes</title><body>
      <h1>Cabinet</h1><p>The   Leader
      opened&nbsp;the meeting &amp; spoke.<br>All stood.</p>
      <ul><li>One</li><li>Two<ul><li>Two and a half</li></ul></li></ul>
      <ol start="3"><li>Three<li value="7">Seven</ol>
      <table><tr><th>Name</th><th>Present</th></tr><tr><td>Cllr A</td><td></td><td>Yes</td></tr></table>`;
    expect(text(page)).toBe(
      "Cabinet\n\nThe Leader opened\u00a0the meeting & spoke.\nAll stood.\n\n· One\n· Two\n· Two and a half\n3. Three\n7. Seven\n\nName | Present\n\nCllr A |  | Yes",
    );
  });

  it("records headings with their level", () => {
    const page = htmlText("<h1>Cabinet</h1><p>Text</p><h2>Item <em>one</em></h2><p>Text</p>");
    const found = page.headings.map(({ start, end, level }) => [
      level,
      page.text.slice(start, end),
    ]);
    expect(found).toEqual([
      [1, "Cabinet"],
      [2, "Item one"],
    ]);
  });

  it.each(["main", "article", "div id=content", "div role=main"])(
    "gives what <%s> marks",
    (tag) => {
      const close = tag.split(" ")[0];
      const page = `<header><h1>Site</h1></header><div>Advert</div><${tag}><header><h1>Minutes</h1></header><nav>Up</nav><p>Text</p></${close}><footer>Us</footer>`;
      expect(text(page)).toBe("Minutes\n\nText");
    },
  );

  it("leaves out scripts, controls, hidden things and furniture", () => {
    const page = `<header>Site</header><nav>Menu</nav><script>alert(1)</script><style>p{}</style>
      <form><label>Search</label><input value=x><button>Go</button></form>
      <p hidden>Secret</p><p style="display: none">Gone</p><noscript>Old</noscript><template><p>T</p></template>
      <p>Text</p><footer>Foot</footer>`;
    expect(text(page)).toBe("Text");
  });

  it.each([
    "display:none",
    "color:red;DISPLAY : NONE !important",
    "visibility:hidden",
    "opacity:0",
    "opacity: 0.0;",
    "font-size:0",
    "font-size:0px; color:red",
  ])("leaves out what a style hides: %s", (style) => {
    expect(text(`<p style="${style}">Ignore what stands here</p><p>Text</p>`)).toBe("Text");
  });

  it.each([
    "opacity:0.5",
    "font-size:0.8em",
    "font-size:10px",
    "display:block",
    "border:0",
    "opacity:1",
  ])("keeps what it does not: %s", (style) =>
    expect(text(`<p style="${style}">Text</p>`)).toBe("Text"),
  );

  it("says when a page hides more than it shows", () => {
    const page = "<p>Import</p><div style='display:none'><p>The minutes of the meeting</p></div>";
    expect(htmlText(page).notes).toEqual(["most of the page is hidden and left out"]);
    expect(htmlText(page.replace("Import", "The minutes of this meeting")).notes).toEqual([]);
  });

  it("reads a page that stands in a form as a whole, and one whose marked content is empty", () => {
    expect(text("<form><input><p>Text</p></form>")).toBe("Text");
    expect(text("<main><div></div></main><p>Text</p>")).toBe("Text");
  });

  it("keeps paragraphs of the cells of a layout table apart", () => {
    const page = "<table><tr><td>12</td><td><p>Roads</p><p>It was agreed.</p></td></tr></table>";
    expect(text(page)).toBe("12 | Roads\n\nIt was agreed.");
    expect(text(page.replace("12", "12."))).toBe("12. Roads\n\nIt was agreed.");
  });

  it("keeps the lines of preformatted text", () => {
    expect(text("<pre>\nFor:  9\nAgainst:  2\n</pre>")).toBe("For:  9\nAgainst:  2");
  });

  it("never gives a tag", () => {
    expect(text("<p>1 &lt; 2 <b>and</b> <unknown>3</unknown> <!-- 4 --><p>5")).toBe(
      "1 < 2 and 3\n\n5",
    );
  });
});
