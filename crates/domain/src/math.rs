//! Functions for maps and distances. In the browser they are the browser's own: the standard library's would be downloaded.

macro_rules! functions {
    ($($name:ident),+ $(,)?) => {
        $(
            #[doc = concat!("`", stringify!($name), "` of a number.")]
            #[cfg(target_arch = "wasm32")]
            #[must_use]
            pub fn $name(x: f64) -> f64 {
                js_sys::Math::$name(x)
            }

            #[doc = concat!("`", stringify!($name), "` of a number.")]
            #[cfg(not(target_arch = "wasm32"))]
            #[must_use]
            pub fn $name(x: f64) -> f64 {
                x.$name()
            }
        )+
    };
}

functions!(asin, asinh, atan, cos, log2, sin, sinh, tan);
