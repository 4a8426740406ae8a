//! Text with bold, italic, code, links and line breaks.

use super::{Element, Node, plain_text};

/// The format of a run of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Format {
    pub bold: bool,
    pub italic: bool,
    pub struck: bool,
    pub code: bool,
    /// The address; empty if the run is not a link.
    pub link: String,
    /// Whether bold is the normal weight here, as in headings.
    pub heavy: bool,
}

/// A run of characters with one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub format: Format,
}

impl Format {
    /// Returns the format inside of an element.
    pub fn inside(&self, element: &Element) -> Self {
        let mut format = self.clone();
        match element.name.as_str() {
            "b" | "strong" => format.bold = true,
            "i" | "em" | "cite" => format.italic = true,
            "s" | "del" | "strike" => format.struck = true,
            "code" | "kbd" | "samp" | "tt" => format.code = true,
            "a" if allowed(&element.href) => format.link = element.href.trim().to_owned(),
            _ => {}
        }
        if let Some(weight) = element.style("font-weight") {
            format.bold = match weight.parse::<u32>() {
                Ok(weight) => weight >= 600,
                Err(_) => weight.starts_with("bold"),
            };
        }
        if let Some(style) = element.style("font-style") {
            format.italic = style.eq_ignore_ascii_case("italic");
        }
        if let Some(line) = element.style("text-decoration") {
            format.struck |= line.contains("line-through");
        }
        format
    }
}

fn allowed(address: &str) -> bool {
    let address = address.trim();
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
}

/// Adds the runs of the nodes, which contain no blocks.
pub fn collect(nodes: &[Node], format: &Format, runs: &mut Vec<Run>) {
    for node in nodes {
        match node {
            Node::Text(text) => push(runs, text, format),
            Node::Element(element) if element.skipped() => {}
            Node::Element(element) if element.name == "br" => line_break(runs),
            Node::Element(element) => collect(&element.children, &format.inside(element), runs),
        }
    }
}

/// Adds text to the runs.
pub fn push(runs: &mut Vec<Run>, text: &str, format: &Format) {
    // A line break in the source is a blank; a line feed in a run is a `<br>`.
    let text = text.replace(['\n', '\r', '\t'], " ");
    match runs.last_mut() {
        Some(last) if last.format == *format => last.text.push_str(&text),
        _ => runs.push(Run {
            text,
            format: format.clone(),
        }),
    }
}

/// Adds a line break to the runs.
pub fn line_break(runs: &mut Vec<Run>) {
    match runs.last_mut() {
        Some(last) => last.text.push('\n'),
        None => runs.push(Run {
            text: "\n".to_owned(),
            format: Format::default(),
        }),
    }
}

/// Returns the Markdown of the runs, without blanks at either end; empty if there is nothing to see.
pub fn render(runs: &[Run]) -> String {
    let mut writer = Writer::default();
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let link = &run.format.link;
        let end = at + runs[at..].iter().take_while(|run| run.format.link == *link).count();
        let group = &runs[at..end];
        if link.is_empty() {
            group.iter().for_each(|run| writer.run(run));
        } else {
            writer.link(group, link);
        }
        at = end;
    }
    writer.close_to(0);
    let lines: Vec<&str> = writer.text.lines().map(trim_blanks).collect();
    lines.join("\n").trim_matches(is_blank).to_owned()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{a0}' || c == '\u{200b}' || c == '\u{feff}'
}

fn trim_blanks(line: &str) -> &str {
    line.trim_matches(is_blank)
}

/// A format that has delimiters, in the order in which they are opened.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Struck,
    Bold,
    Italic,
}

impl Mark {
    fn delimiter(self) -> &'static str {
        match self {
            Self::Struck => "~~",
            Self::Bold => "**",
            Self::Italic => "*",
        }
    }
}

#[derive(Default)]
struct Writer {
    text: String,
    open: Vec<Mark>,
}

impl Writer {
    fn run(&mut self, run: &Run) {
        let text = collapsed(&run.text, self.text.ends_with([' ', '\n']) || self.text.is_empty());
        let body = text.trim_matches([' ', '\n']);
        if body.is_empty() {
            return self.text.push_str(&text);
        }
        let format = &run.format;
        let wanted: Vec<Mark> = [
            (format.struck, Mark::Struck),
            (format.bold && !format.heavy, Mark::Bold),
            (format.italic, Mark::Italic),
        ]
        .into_iter()
        .filter_map(|(on, mark)| on.then_some(mark))
        .collect();
        let same = self
            .open
            .iter()
            .zip(&wanted)
            .take_while(|(open, wanted)| open == wanted)
            .count();
        self.close_to(same);
        let start = text.len() - text.trim_start_matches([' ', '\n']).len();
        self.text.push_str(&text[..start]);
        for mark in wanted.into_iter().skip(same) {
            self.text.push_str(mark.delimiter());
            self.open.push(mark);
        }
        if format.code {
            self.text.push_str(&code(body));
        } else {
            let escaped = escape(body);
            self.text.push_str(&escaped);
        }
        self.text.push_str(&text[start + body.len()..]);
    }

    fn link(&mut self, group: &[Run], address: &str) {
        let shown: String = group.iter().map(|run| run.text.as_str()).collect();
        let shown = collapsed(&shown, true);
        let shown = shown.trim_matches(is_blank);
        if shown.is_empty() {
            return;
        }
        self.close_to(0);
        let leading = group.first().is_some_and(|run| run.text.starts_with(is_blank));
        if leading && !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
        if shown == address || address.strip_prefix("mailto:") == Some(shown) {
            self.text.push_str(shown);
        } else {
            let mut inside = Self::default();
            group.iter().for_each(|run| inside.run(run));
            inside.close_to(0);
            let words = inside.text.trim_matches(is_blank).replace('\n', " ");
            let address = if address.contains(['(', ')', ' ']) {
                format!("<{}>", address.replace(' ', "%20"))
            } else {
                address.to_owned()
            };
            self.text.push_str(&format!("[{words}]({address})"));
        }
        if group.last().is_some_and(|run| run.text.ends_with(is_blank)) {
            self.text.push(' ');
        }
    }

    /// Closes delimiters until `count` are open. Blanks before them are moved behind them.
    fn close_to(&mut self, count: usize) {
        if self.open.len() <= count {
            return;
        }
        let end = self.text.trim_end_matches([' ', '\n']).len();
        let blanks = self.text.split_off(end);
        while self.open.len() > count {
            if let Some(mark) = self.open.pop() {
                self.text.push_str(mark.delimiter());
            }
        }
        self.text.push_str(&blanks);
    }
}

/// Returns the text with each run of blanks as one; none at the start if one precedes.
fn collapsed(text: &str, after_blank: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = after_blank;
    for c in text.chars() {
        match c {
            '\n' => {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                blank = true;
            }
            ' ' if blank => {}
            ' ' => {
                out.push(' ');
                blank = true;
            }
            '\u{200b}' | '\u{feff}' => {}
            c => {
                out.push(c);
                blank = false;
            }
        }
    }
    out
}

fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('\n', " "))
}

/// Escapes the characters that Markdown would read as markup.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let chars: Vec<char> = text.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let after = chars.get(at + 1).copied();
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let marks = match c {
            '*' | '`' | '[' => true,
            '_' => !(word(before) && word(after)),
            '\\' => after.is_some_and(|c| c.is_ascii_punctuation()),
            '<' => after.is_some_and(|c| c.is_alphabetic() || matches!(c, '/' | '!' | '?')),
            '~' => after == Some('~'),
            '&' => after.is_some_and(|c| c.is_ascii_alphabetic() || c == '#'),
            _ => false,
        };
        if marks {
            out.push('\\');
        }
        out.push(c);
    }
    out.split('\n').map(escape_start).collect::<Vec<_>>().join("\n")
}

/// Escapes what would be a heading, quote or list item at the start of a line.
fn escape_start(line: &str) -> String {
    let first = line.split(' ').next().unwrap_or_default();
    let digits = first.trim_end_matches(['.', ')']);
    let number = digits.len() + 1 == first.len() && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let heading = !first.is_empty() && first.bytes().all(|byte| byte == b'#');
    if number {
        let (digits, rest) = line.split_at(digits.len());
        format!("{digits}\\{rest}")
    } else if heading || matches!(first, "-" | "+") || first.starts_with('>') || first.starts_with("---") {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

/// Returns a block of code between fences.
pub fn fenced(nodes: &[Node]) -> String {
    let text = plain_text(nodes);
    let text = text.trim_end().trim_start_matches('\n');
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}
