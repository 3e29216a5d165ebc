//! How wordings are declared: Chinese beside English, so that no language can lack one.

/// Declares the wordings of one part of the report.
macro_rules! wordings {
    ($(#[$doc:meta])* $type:ident: $($name:ident: $zh:literal, $en:literal;)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, serde::Serialize)]
        pub struct $type {
            $(
                #[allow(missing_docs, reason = "the wording itself says it")]
                pub $name: &'static str,
            )*
        }

        impl $type {
            /// The wordings of a language.
            pub const fn of(language: $crate::language::Language) -> Self {
                match language {
                    $crate::language::Language::Zh => Self { $($name: $zh,)* },
                    $crate::language::Language::En => Self { $($name: $en,)* },
                }
            }
        }
    };
}

pub(crate) use wordings;
