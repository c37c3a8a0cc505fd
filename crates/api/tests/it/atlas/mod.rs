//! The map: imports of outlines, indices and whole folders, and what is read of them.

mod imports;
mod reads;
mod real;

/// Two municipalities side by side in Miyagi, an old ward of Hamamatsu, one without a code, one that nobody knows.
pub fn municipalities() -> String {
    let shape = |arc: usize, code: &str, name: &str| {
        format!(r#"{{"type":"Polygon","arcs":[[{arc}]],"properties":{{"N03_001":"宮城県","N03_004":"{name}","N03_007":{code}}}}}"#)
    };
    let shapes = [
        shape(0, r#""04206""#, "白石市"),
        shape(1, r#""04207""#, "名取市"),
        shape(2, r#""22131""#, "中区"),
        shape(3, r#""22132""#, "東区"),
        shape(4, "null", "所属未定地"),
        shape(5, r#""01695""#, "色丹村"),
    ];
    topology(&shapes)
}

/// A file with these shapes over six squares of a degree, the first at 140° east and 38° north and each next one to the east of it.
pub fn topology(shapes: &[String]) -> String {
    let squares: Vec<String> =
        (0..6).map(|n| format!("[[{}0,0],[10,0],[0,10],[-10,0],[0,-10]]", if n == 0 { String::new() } else { n.to_string() })).collect();
    format!(
        r#"{{"type":"Topology","transform":{{"scale":[0.1,0.1],"translate":[140,38]}},"arcs":[{}],"objects":{{"x":{{"type":"GeometryCollection","geometries":[{}]}}}}}}"#,
        squares.join(","),
        shapes.join(",")
    )
}
