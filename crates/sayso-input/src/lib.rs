//! Turns the bytes of a report (text, HTML, JSON lines) into a sayso document.
