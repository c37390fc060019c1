//! A document's elements and texts in one row, in the order of the source.
//!
//! News XML comes damaged (cut transfers, stray `&`, end tags of others), and a strict
//! parser would lose the whole report: the tree holds what could be read, and says what
//! was repaired. No entity is expanded but those of XML and HTML that stand for one
//! character; no file or address is opened.

use crate::{InputError, Limit, Limits};
use quick_xml::Reader;
use quick_xml::escape::{resolve_html5_entity, resolve_predefined_entity};
use quick_xml::events::{BytesStart, Event};
use sayso_model::{Note, NoteCode};

/// A parsed document.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    /// In the order of the source: an element stands before what it holds.
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// All names, values and texts.
    held: String,
    damage: Damage,
}

/// A stretch of [`Tree::held`].
#[derive(Debug, Clone, Copy, Default)]
struct Part {
    start: u32,
    end: u32,
}

#[derive(Debug)]
struct Node {
    /// The index behind the last node that it holds.
    end: u32,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Element {
        name: Part,
        /// Where its attributes begin, and behind the last of them.
        attributes: (u32, u32),
    },
    Text(Part),
}

#[derive(Debug)]
struct Attribute {
    name: Part,
    value: Part,
}

/// What had to be repaired.
#[derive(Debug, Default)]
struct Damage {
    /// Elements left open at the end, end tags of nothing.
    tags: usize,
    /// References to entities that are not known.
    references: usize,
    /// Entities that the document type declares.
    declared: usize,
    /// Where reading had to stop, in bytes of the decoded source, and why.
    stopped: Option<(u64, String)>,
}

impl Tree {
    /// Parses `source`, as far as it can be read. Fails over a limit, and where no element
    /// stands in it at all.
    pub fn parse(source: &str, limits: &Limits) -> Result<Tree, InputError> {
        // References only get shorter when they are resolved, so that offsets fit as well.
        InputError::check_at_most(Limit::Bytes, u64::from(u32::MAX), source.len())?;
        let mut builder =
            Builder { tree: Tree::default(), open: Vec::new(), running: false, limits };
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => builder.event(event)?,
                Err(error) => {
                    builder.tree.damage.stopped =
                        Some((reader.error_position(), error.to_string()));
                    break;
                }
            }
        }
        builder.finish()
    }

    /// The outermost element.
    pub fn root(&self) -> Element<'_> {
        let at = self.nodes.iter().position(|n| matches!(n.kind, Kind::Element { .. }));
        Element { tree: self, at: at.unwrap_or(0) }
    }

    /// What was repaired, as notes.
    pub fn notes(&self) -> Vec<Note> {
        let Damage { tags, references, declared, stopped } = &self.damage;
        let mut notes = Vec::new();
        let mut tell = |message: String| {
            notes.push(Note { code: NoteCode::InputRepaired, message, span: None });
        };
        if let Some((at, why)) = stopped {
            tell(format!("the XML is damaged at byte {at} ({why}): it was read as far as it goes"));
        }
        if *tags > 0 {
            tell(format!(
                "{tags} tags of the XML have no partner; each was closed where the element around it ends"
            ));
        }
        if *references > 0 {
            tell(format!(
                "{references} references to entities that are not known stand in the text as written"
            ));
        }
        if *declared > 0 {
            tell(format!("{declared} entities that the document type declares were not expanded"));
        }
        notes
    }

    fn part(&self, part: Part) -> &str {
        self.held.get(part.start as usize..part.end as usize).unwrap_or("")
    }
}

struct Builder<'l> {
    tree: Tree,
    /// The open elements' indices.
    open: Vec<usize>,
    /// The last node is a text that goes on.
    running: bool,
    limits: &'l Limits,
}

impl Builder<'_> {
    fn event(&mut self, event: Event<'_>) -> Result<(), InputError> {
        match event {
            Event::Start(tag) => {
                InputError::check(self.limits, Limit::XmlDepth, self.open.len() + 1)?;
                let at = self.element(&tag)?;
                self.open.push(at);
            }
            Event::Empty(tag) => _ = self.element(&tag)?,
            Event::End(tag) => {
                self.running = false;
                let name = tag.name();
                let name: &str = name.as_ref();
                let open = self.open.iter().rposition(|at| self.name(*at) == name);
                match open {
                    Some(open) => {
                        self.tree.damage.tags += self.open.len() - open - 1;
                        self.close(open);
                    }
                    None => self.tree.damage.tags += 1,
                }
            }
            Event::Text(text) => self.text(&text)?,
            Event::CData(text) => self.text(&text)?,
            Event::GeneralRef(reference) => {
                let start = self.tree.held.len();
                let known = resolve(&reference, &mut self.tree.held);
                self.tree.damage.references += usize::from(!known);
                self.hold_text(start)?;
            }
            Event::DocType(text) => {
                let declared = text.matches("<!ENTITY").count();
                self.tree.damage.declared += declared;
                InputError::check(self.limits, Limit::XmlEntities, self.tree.damage.declared)?;
            }
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => {}
        }
        Ok(())
    }

    fn name(&self, at: usize) -> &str {
        match self.tree.nodes.get(at).map(|n| &n.kind) {
            Some(Kind::Element { name, .. }) => self.tree.part(*name),
            _ => "",
        }
    }

    fn element(&mut self, tag: &BytesStart<'_>) -> Result<usize, InputError> {
        let name = tag.name();
        let name = self.hold(name.as_ref());
        let from = self.tree.attributes.len();
        let mut attributes = tag.html_attributes();
        // Its check compares each with all before it.
        for attribute in attributes.with_checks(false).flatten() {
            let name = self.hold(attribute.key.as_ref());
            let start = self.tree.held.len();
            resolve_all(&attribute.value, &mut self.tree);
            let value = Part { start: start as u32, end: self.tree.held.len() as u32 };
            self.tree.attributes.push(Attribute { name, value });
            self.count()?;
        }
        let attributes = (from as u32, self.tree.attributes.len() as u32);
        self.push(Kind::Element { name, attributes })
    }

    fn text(&mut self, text: &str) -> Result<(), InputError> {
        let start = self.tree.held.len();
        self.tree.held.push_str(text);
        self.hold_text(start)
    }

    /// What was added to `held` since `start` is text; it joins the text right before it.
    fn hold_text(&mut self, start: usize) -> Result<(), InputError> {
        let end = self.tree.held.len() as u32;
        // Outside the outermost element there is nothing but blank space.
        if self.open.is_empty() {
            self.tree.held.truncate(start);
            return Ok(());
        }
        if let Some(Node { kind: Kind::Text(part), .. }) = self.tree.nodes.last_mut()
            && self.running
        {
            part.end = end;
            return Ok(());
        }
        self.push(Kind::Text(Part { start: start as u32, end }))?;
        self.running = true;
        Ok(())
    }

    fn hold(&mut self, text: &str) -> Part {
        let start = self.tree.held.len() as u32;
        self.tree.held.push_str(text);
        Part { start, end: self.tree.held.len() as u32 }
    }

    fn push(&mut self, kind: Kind) -> Result<usize, InputError> {
        let at = self.tree.nodes.len();
        self.running = false;
        self.tree.nodes.push(Node { end: at as u32 + 1, kind });
        self.count()?;
        Ok(at)
    }

    fn count(&self) -> Result<(), InputError> {
        let all = self.tree.nodes.len() + self.tree.attributes.len();
        InputError::check(self.limits, Limit::XmlNodes, all)
    }

    /// Closes the open elements from `from` on.
    fn close(&mut self, from: usize) {
        let end = self.tree.nodes.len() as u32;
        for at in self.open.drain(from..) {
            if let Some(node) = self.tree.nodes.get_mut(at) {
                node.end = end;
            }
        }
    }

    fn finish(mut self) -> Result<Tree, InputError> {
        // What damage left open is told with the damage.
        if self.tree.damage.stopped.is_none() {
            self.tree.damage.tags += self.open.len();
        }
        self.close(0);
        if self.tree.nodes.iter().any(|n| matches!(n.kind, Kind::Element { .. })) {
            return Ok(self.tree);
        }
        Err(InputError::Xml(match self.tree.damage.stopped {
            Some((at, why)) => format!("{why}, at byte {at}"),
            None => "there is no element in it".to_owned(),
        }))
    }
}

/// Adds what a reference stands for; `false`: it is not known, and was added as written.
fn resolve(reference: &str, to: &mut String) -> bool {
    let character = reference.strip_prefix('#').and_then(|number| {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        // What old editors call 128 to 159 are characters of windows-1252, as browsers read it.
        let byte = u8::try_from(code).ok().filter(|b| (0x80..0xa0).contains(b));
        match byte {
            Some(byte) => {
                let (text, _, _) = encoding_rs::WINDOWS_1252.decode(std::slice::from_ref(&byte));
                text.chars().next()
            }
            None => char::from_u32(code).filter(|c| *c != '\0'),
        }
    });
    if let Some(character) = character {
        to.push(character);
        return true;
    }
    match resolve_predefined_entity(reference).or_else(|| resolve_html5_entity(reference)) {
        Some(text) => {
            to.push_str(text);
            true
        }
        None => {
            to.push('&');
            to.push_str(reference);
            to.push(';');
            false
        }
    }
}

/// Adds an attribute's value with its references resolved.
fn resolve_all(value: &str, tree: &mut Tree) {
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        tree.held.push_str(&rest[..at]);
        rest = &rest[at..];
        // The longest name of HTML's has 31 letters. A bare `&` of an address stays one.
        let end = rest.bytes().take(40).position(|b| b == b';');
        let name = end
            .and_then(|end| rest.get(1..end))
            .filter(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#'));
        match name {
            Some(name) => {
                tree.damage.references += usize::from(!resolve(name, &mut tree.held));
                rest = &rest[name.len() + 2..];
            }
            None => {
                tree.held.push('&');
                rest = &rest[1..];
            }
        }
    }
    tree.held.push_str(rest);
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'t> {
    tree: &'t Tree,
    at: usize,
}

/// What an element holds, in order.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Step<'t> {
    Element(Element<'t>),
    Text(&'t str),
}

impl<'t> Element<'t> {
    /// The name as written, with its prefix: `media:title`.
    pub fn full_name(self) -> &'t str {
        match self.tree.nodes.get(self.at).map(|n| &n.kind) {
            Some(Kind::Element { name, .. }) => self.tree.part(*name),
            _ => "",
        }
    }

    /// The name without a prefix.
    pub fn name(self) -> &'t str {
        local(self.full_name())
    }

    pub fn is(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// An attribute's value by its name, with or without a prefix, trimmed and not empty.
    pub fn attribute(self, name: &str) -> Option<&'t str> {
        let Kind::Element { attributes, .. } = &self.tree.nodes.get(self.at)?.kind else {
            return None;
        };
        self.tree
            .attributes
            .get(attributes.0 as usize..attributes.1 as usize)?
            .iter()
            .find(|a| {
                let full = self.tree.part(a.name);
                full.eq_ignore_ascii_case(name) || local(full).eq_ignore_ascii_case(name)
            })
            .map(|a| self.tree.part(a.value).trim())
            .filter(|v| !v.is_empty())
    }

    fn end(self) -> usize {
        self.tree.nodes.get(self.at).map_or(self.at, |n| n.end as usize)
    }

    fn step(self, at: usize) -> Step<'t> {
        match self.tree.nodes.get(at).map(|n| &n.kind) {
            Some(Kind::Text(part)) => Step::Text(self.tree.part(*part)),
            _ => Step::Element(Element { tree: self.tree, at }),
        }
    }

    /// Everything inside, in the order of the source, each with the index behind its last node.
    pub fn steps(self) -> impl Iterator<Item = (usize, usize, Step<'t>)> {
        (self.at + 1..self.end()).map(move |at| {
            (at, self.tree.nodes.get(at).map_or(at, |n| n.end as usize), self.step(at))
        })
    }

    /// The elements inside, at any depth, in order.
    pub fn descendants(self) -> impl Iterator<Item = Element<'t>> {
        self.steps().filter_map(|(_, _, step)| match step {
            Step::Element(element) => Some(element),
            Step::Text(_) => None,
        })
    }

    /// The elements right inside, in order.
    pub fn children(self) -> impl Iterator<Item = Element<'t>> {
        let end = self.end();
        let mut at = self.at + 1;
        std::iter::from_fn(move || {
            while at < end {
                let here = at;
                at = self.tree.nodes.get(at).map_or(end, |n| n.end as usize).max(at + 1);
                if let Step::Element(element) = self.step(here) {
                    return Some(element);
                }
            }
            None
        })
    }

    /// The first child of a name.
    pub fn child(self, name: &str) -> Option<Element<'t>> {
        self.children().find(|c| c.is(name))
    }

    /// The first child of a path of names.
    pub fn path(self, names: &[&str]) -> Option<Element<'t>> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first element of a name inside, at any depth.
    pub fn descendant(self, name: &str) -> Option<Element<'t>> {
        self.descendants().find(|d| d.is(name))
    }

    /// All text inside, as written.
    pub fn written(self) -> String {
        let mut out = String::new();
        for (_, _, step) in self.steps() {
            if let Step::Text(text) = step {
                out.push_str(text);
            }
        }
        out
    }

    /// All text inside in one line, blank space made single; `None` where there is none.
    pub fn line(self) -> Option<String> {
        let line = super::text::one_line(&self.written());
        (!line.is_empty()).then_some(line)
    }

    /// Whether nothing but text stands in it.
    pub fn is_plain(self) -> bool {
        self.children().next().is_none()
    }
}

fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(source: &str) -> Tree {
        Tree::parse(source, &Limits::default()).unwrap()
    }

    fn told(source: &str) -> String {
        Tree::parse(source, &Limits::default()).unwrap_err().to_string()
    }

    #[test]
    fn elements_attributes_and_texts() {
        let tree = tree("<a x:lang='fr'>Un <b k=\"1 &amp; 2\"/>mot<c><d/></c> et demi</a>");
        let root = tree.root();
        assert_eq!(root.attribute("lang"), Some("fr"));
        assert_eq!(root.line().unwrap(), "Un mot et demi");
        assert_eq!(root.child("b").unwrap().attribute("k"), Some("1 & 2"));
        assert_eq!(root.children().map(Element::name).collect::<Vec<_>>(), ["b", "c"]);
        assert!(root.path(&["c", "d"]).is_some());
        assert!(tree.notes().is_empty());
    }

    #[test]
    fn references_that_stand_for_a_character_are_resolved() {
        let tree = tree("<a>caf&eacute; &#8217;&#x2019;&#146; &lt;&nbsp;&tstr; AT&T</a>");
        assert_eq!(tree.root().written(), "café ’’’ <\u{a0}&tstr; AT&T");
        assert_eq!(tree.notes().len(), 1);
    }

    #[test]
    fn no_entity_is_expanded_and_none_is_fetched() {
        let source = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">\
                      <!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&y;&f;</a>";
        let tree = tree(source);
        assert_eq!(tree.root().written(), "&y;&f;");
        assert_eq!(tree.notes().len(), 2);
    }

    #[test]
    fn a_bomb_of_entities_is_refused() {
        let mut source = String::from("<!DOCTYPE a [<!ENTITY x0 \"ha\">");
        for i in 1..100 {
            source += &format!("<!ENTITY x{i} \"{}\">", format!("&x{};", i - 1).repeat(10));
        }
        source += "]><a>&x99;</a>";
        assert!(told(&source).contains("max-xml-entities"), "{}", told(&source));
    }

    #[test]
    fn depth_and_number_are_limited() {
        assert!(told(&"<a>".repeat(300)).contains("max-xml-depth"));
        let limits = Limits { max_xml_nodes: 100, ..Limits::default() };
        for source in
            [format!("<a>{}</a>", "<b/>".repeat(200)), format!("<a {}/>", "x='1' ".repeat(200))]
        {
            let told = Tree::parse(&source, &limits).unwrap_err().to_string();
            assert!(told.contains("max-xml-nodes"), "{told}");
        }
    }

    #[test]
    fn damaged_xml_is_read_as_far_as_it_goes() {
        for (source, text) in [
            ("<a><b>Un</b><b>Deux", "UnDeux"),
            ("<a><b>Un</b></c><b>Deux</b></a>", "UnDeux"),
            ("<a><b>Un<b>Deux</a>", "UnDeux"),
            ("<a>Un<b Deux", "Un"),
            ("<a>Un<!-- Deux", "Un"),
        ] {
            let tree = tree(source);
            assert_eq!(tree.root().written(), text, "{source}");
            assert_eq!(tree.notes().len(), 1, "{source}: {:?}", tree.notes());
        }
        assert!(told("un mot").contains("no element"));
    }
}
