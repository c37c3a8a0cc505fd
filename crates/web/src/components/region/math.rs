//! Functions of the maps' arithmetic. In the browser they are the browser's own: the standard library's would be downloaded.

macro_rules! functions {
    ($($name:ident),+ $(,)?) => {
        $(
            #[cfg(target_arch = "wasm32")]
            pub fn $name(x: f64) -> f64 {
                js_sys::Math::$name(x)
            }

            #[cfg(not(target_arch = "wasm32"))]
            pub fn $name(x: f64) -> f64 {
                x.$name()
            }
        )+
    };
}

functions!(asinh, atan, cos, log2, sinh, tan);
