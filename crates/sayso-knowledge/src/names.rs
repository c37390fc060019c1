//! Enumerations whose members have a name in the data files.

/// Declares an enumeration with the names that its members bear in data files.
macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$member_doc])* $member,)+ }

        impl $name {
            /// All members, in the order of declaration.
            pub const ALL: &'static [$name] = &[$($name::$member,)+];

            /// The name in data files.
            pub const fn name(self) -> &'static str {
                match self { $($name::$member => $text,)+ }
            }

            /// The member of a name, if it is one.
            pub fn from_name(name: &str) -> Option<$name> {
                match name { $($text => Some($name::$member),)+ _ => None }
            }
        }
    };
}
pub(crate) use named;
