//! The tables under `languages/`: tab-separated, `#` begins a comment line, the
//! first other line names the columns.

use crate::KnowledgeError;

/// Where a table came from, for messages.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) language: &'a str,
    pub(crate) table: &'a str,
    pub(crate) text: &'a str,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub(crate) struct Line<'a> {
    source: Source<'a>,
    number: usize,
    cells: Vec<&'a str>,
}

impl<'a> Source<'a> {
    /// The lines under the heading, whose cells must be as many as the columns
    /// (empty cells at the end may be left out).
    pub(crate) fn lines(self, columns: &[&str]) -> Result<Vec<Line<'a>>, KnowledgeError> {
        let mut lines = self
            .text
            .lines()
            .enumerate()
            .filter(|(_, l)| !l.starts_with('#') && !l.trim().is_empty())
            .map(|(i, l)| Line { source: self, number: i + 1, cells: l.split('\t').collect() });
        match lines.next() {
            Some(head) if head.cells == columns => {}
            Some(head) => {
                return Err(head.error(format!("the columns have to be {}", columns.join(", "))));
            }
            None => return Ok(Vec::new()),
        }
        lines
            .map(|mut line| {
                if line.cells.len() > columns.len() {
                    return Err(line.error(format!(
                        "{} cells, where there are {} columns",
                        line.cells.len(),
                        columns.len()
                    )));
                }
                line.cells.resize(columns.len(), "");
                Ok(line)
            })
            .collect()
    }
}

impl<'a> Line<'a> {
    /// The cell of a column, without blanks at its ends; empty beyond the last.
    pub(crate) fn cell(&self, column: usize) -> &'a str {
        self.cells.get(column).map_or("", |c| c.trim())
    }

    /// The forms of a cell, which `|` separates.
    pub(crate) fn forms(&self, column: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        self.cell(column).split('|').map(str::trim).filter(|f| !f.is_empty())
    }

    /// The cell read as one of a set of names; an error that says what is known.
    pub(crate) fn name<T>(
        &self,
        column: usize,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, KnowledgeError> {
        let cell = self.cell(column);
        read(cell)
            .ok_or_else(|| self.error(format!("{cell:?} is not known in column {}", column + 1)))
    }

    pub(crate) fn error(&self, problem: String) -> KnowledgeError {
        KnowledgeError::Table {
            language: self.source.language.into(),
            table: self.source.table.into(),
            line: self.number,
            problem,
        }
    }
}
