//! Reads news and keeps who said what.
