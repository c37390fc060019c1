//! Who said what: attributions, speakers and entities of one report.
