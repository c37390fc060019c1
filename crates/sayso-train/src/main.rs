//! Builds the models and knowledge files of sayso from corpora; never needed at run time.

fn main() {}
