//! Decoding TopoJSON: shared lines, delta-coded on a grid, put together to polygons.
//!
//! Sixty lines of our own, since a file that we do not understand has to be refused with a reason rather than drawn half.

use domain::geo::{Polygon, Position, Ring, simplify};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A file.
#[derive(Debug, Deserialize)]
pub struct Topology {
    #[serde(rename = "type")]
    kind: String,
    transform: Option<Transform>,
    arcs: Vec<Vec<Position>>,
    objects: BTreeMap<String, Collection>,
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Transform {
    scale: Position,
    translate: Position,
}

#[derive(Debug, Deserialize)]
struct Collection {
    #[serde(default)]
    geometries: Vec<Geometry>,
}

/// One shape of a file, not yet decoded.
#[derive(Debug, Deserialize)]
pub struct Geometry {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    arcs: Value,
    /// What the file says about it.
    #[serde(default)]
    pub properties: Map<String, Value>,
}

impl Geometry {
    /// A property that is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.properties.get(name)?.as_str()
    }
}

/// The lines of a file, and its shapes in their order.
#[derive(Debug)]
pub struct Shapes {
    lines: Vec<Vec<Position>>,
    /// The shapes.
    pub geometries: Vec<Geometry>,
    /// Degrees per step of the file's grid; 0 without one.
    pub grid: f64,
}

/// Reads a file. Lines are simplified where `tolerance` (degrees) is not 0, once for both neighbours, so that no gap opens between them.
///
/// # Errors
/// A sentence, when the text is no TopoJSON.
pub fn read(text: &[u8], tolerance: f64) -> Result<Shapes, String> {
    let topology: Topology = serde_json::from_slice(text).map_err(|error| format!("it is no TopoJSON: {error}"))?;
    if topology.kind != "Topology" {
        return Err(format!("it is no TopoJSON: its type is `{}`", topology.kind));
    }
    let decode = |arc: Vec<Position>| {
        let Some(Transform { scale, translate }) = topology.transform else { return arc };
        let mut at = [0.0, 0.0];
        let absolute = arc.into_iter().map(|step| {
            at = [at[0] + step[0], at[1] + step[1]];
            [at[0] * scale[0] + translate[0], at[1] * scale[1] + translate[1]]
        });
        absolute.collect()
    };
    let thin = |line: Vec<Position>| if tolerance > 0.0 { simplify(&line, tolerance) } else { line };
    Ok(Shapes {
        lines: topology.arcs.into_iter().map(|arc| thin(decode(arc))).collect(),
        geometries: topology.objects.into_values().flat_map(|collection| collection.geometries).collect(),
        grid: topology.transform.map_or(0.0, |transform| transform.scale[0].abs()),
    })
}

impl Shapes {
    /// The polygons of a shape, rounded to so many decimals. What vanishes by rounding is left out.
    ///
    /// # Errors
    /// A sentence, when the shape is no polygon or is not closed.
    pub fn polygons(&self, geometry: &Geometry, decimals: i32) -> Result<Vec<Polygon>, String> {
        let wrong = |_| "its lines are not listed as they should be".to_owned();
        let lists: Vec<Vec<Vec<i64>>> = match geometry.kind.as_deref() {
            Some("Polygon") => vec![serde_json::from_value(geometry.arcs.clone()).map_err(wrong)?],
            Some("MultiPolygon") => serde_json::from_value(geometry.arcs.clone()).map_err(wrong)?,
            other => return Err(format!("it is no polygon but `{}`", other.unwrap_or("null"))),
        };
        let mut polygons = Vec::new();
        for list in lists {
            let mut rings = Vec::new();
            for (n, arcs) in list.iter().enumerate() {
                match self.ring(arcs, decimals)? {
                    Some(ring) => rings.push(ring),
                    // Without its outer ring a polygon's holes are nothing.
                    None if n == 0 => break,
                    None => {}
                }
            }
            if !rings.is_empty() {
                polygons.push(rings);
            }
        }
        if polygons.is_empty() { Err("nothing of it is left at this scale".to_owned()) } else { Ok(polygons) }
    }

    fn ring(&self, arcs: &[i64], decimals: i32) -> Result<Option<Ring>, String> {
        let mut ring: Ring = Vec::new();
        for arc in arcs {
            // A negative number n is line !n, backwards.
            let line = usize::try_from(if *arc < 0 { !*arc } else { *arc }).ok().and_then(|n| self.lines.get(n));
            let line = line.ok_or_else(|| format!("line {arc} is not in the file"))?;
            let mut add = |position: &Position| {
                let position = position.map(|degrees| round(degrees, decimals));
                if ring.last() != Some(&position) {
                    ring.push(position);
                }
            };
            if *arc < 0 { line.iter().rev().for_each(&mut add) } else { line.iter().for_each(&mut add) }
        }
        if ring.iter().flatten().any(|degrees| !degrees.is_finite()) {
            return Err("it has positions that are no numbers".to_owned());
        }
        if ring.first() != ring.last() {
            return Err("a ring of it is not closed".to_owned());
        }
        Ok((ring.len() >= 4).then_some(ring))
    }
}

fn round(degrees: f64, decimals: i32) -> f64 {
    let unit = 10_f64.powi(decimals);
    (degrees * unit).round() / unit
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares that share a line, on a grid of a tenth of a degree.
    const TWO: &str = r#"{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[140,38]},
        "arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],[[10,10],[10,0],[0,-10],[-10,0]]],
        "objects":{"x":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0,1]],"properties":{"code":"a"}},
            {"type":"MultiPolygon","arcs":[[[2,0]]],"properties":{"code":"b"}},
            {"type":"Polygon","arcs":[[7]]},{"type":"Polygon","arcs":[[1]]},{"type":"Point","coordinates":[1,2]},{"type":null}]}}}"#;

    #[test]
    fn shared_lines_are_read_forwards_and_backwards() {
        let shapes = read(TWO.as_bytes(), 0.0).unwrap();
        let west = shapes.polygons(&shapes.geometries[0], 3).unwrap();
        assert_eq!(west, vec![vec![vec![[141.0, 38.0], [141.0, 39.0], [140.0, 39.0], [140.0, 38.0], [141.0, 38.0]]]]);
        let east = shapes.polygons(&shapes.geometries[1], 3).unwrap();
        assert_eq!(east[0][0].first(), Some(&[141.0, 39.0]));
        assert_eq!(shapes.geometries[1].text("code"), Some("b"));
        assert!((shapes.grid - 0.1).abs() < 1e-12);
    }

    #[test]
    fn shapes_that_are_none_are_refused_with_a_reason() {
        let shapes = read(TWO.as_bytes(), 0.0).unwrap();
        let reason = |n: usize| shapes.polygons(&shapes.geometries[n], 3).unwrap_err();
        assert_eq!(reason(2), "line 7 is not in the file");
        assert_eq!(reason(3), "a ring of it is not closed");
        assert_eq!(reason(4), "it is no polygon but `Point`");
        assert_eq!(reason(5), "it is no polygon but `null`");
        assert_eq!(shapes.polygons(&shapes.geometries[0], -3).unwrap_err(), "nothing of it is left at this scale");
    }

    #[test]
    fn backwards_is_backwards() {
        let text = TWO.replace("[[2,0]]", "[[-1,-3]]");
        let shapes = read(text.as_bytes(), 0.0).unwrap();
        let east = shapes.polygons(&shapes.geometries[1], 3).unwrap();
        assert_eq!(east, vec![vec![vec![[141.0, 39.0], [141.0, 38.0], [142.0, 38.0], [142.0, 39.0], [141.0, 39.0]]]]);
    }

    #[test]
    fn a_file_that_is_something_else_or_cut_off_is_refused() {
        assert!(read(&TWO.as_bytes()[..TWO.len() - 20], 0.0).unwrap_err().contains("no TopoJSON"));
        assert!(read(br#"{"type":"FeatureCollection","arcs":[],"objects":{}}"#, 0.0).unwrap_err().contains("FeatureCollection"));
        assert!(read(b"code,name\n1,x\n", 0.0).is_err());
    }
}
