//! Countries, demonyms, seats of power, first names: look-ups for sayso.
pub struct Knowledge;
