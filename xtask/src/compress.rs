//! Compressing files: a brotli and a gzip form beside each file, if it is smaller.

use std::{
    collections::BTreeMap,
    io::Write,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::Result;
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

/// Files by their path in the site.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Extensions of files whose content is already compressed.
const COMPRESSED: [&str; 5] = [".woff2", ".png", ".jpg", ".webp", ".avif"];

/// Returns the compressed forms of the files, by path with `.br` or `.gz` appended. Forms that `known` returns for a
/// file are reused.
pub fn compressed(files: &Files, known: impl Fn(&str, &[u8]) -> Option<Files> + Sync) -> Result<Files> {
    let worth = |name: &str| !COMPRESSED.iter().any(|ending| name.ends_with(ending));
    let mut waiting: Vec<(&String, &Vec<u8>)> = files.iter().filter(|(name, _)| worth(name)).collect();
    // The largest files come first, so that none is still compressed when all others have ended.
    waiting.sort_by_key(|(_, bytes)| usize::MAX - bytes.len());
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Files::new());
    let work = || -> Result<()> {
        while let Some((name, bytes)) = waiting.get(next.fetch_add(1, Ordering::Relaxed)) {
            let forms = match known(name, bytes) {
                Some(forms) => forms,
                None => forms_of(name, bytes)?,
            };
            done.lock().unwrap_or_else(PoisonError::into_inner).extend(forms);
        }
        Ok(())
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(outcome) => outcome,
            Err(_) => anyhow::bail!("a file could not be compressed"),
        })
    })?;
    Ok(done.into_inner().unwrap_or_else(PoisonError::into_inner))
}

fn forms_of(name: &str, bytes: &[u8]) -> Result<Files> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut brotli, &BrotliEncoderParams::default())?;
    let forms = [(format!("{name}.br"), brotli), (format!("{name}.gz"), gzip.finish()?)];
    Ok(forms
        .into_iter()
        .filter(|(_, small)| small.len() < bytes.len())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_that_are_not_smaller_are_dropped() {
        let files = Files::from([
            ("a.css".to_owned(), b"a{color:red}".repeat(50)),
            ("b.txt".to_owned(), b"x".to_vec()),
            ("c.woff2".to_owned(), vec![0; 500]),
        ]);
        let names: Vec<_> = compressed(&files, |_, _| None).unwrap().into_keys().collect();
        assert_eq!(names, ["a.css.br", "a.css.gz"]);
    }

    #[test]
    fn known_forms_are_reused() {
        let files = Files::from([("a.css".to_owned(), b"a{color:red}".repeat(50))]);
        let forms = compressed(&files, |name, _| {
            Some(Files::from([(format!("{name}.br"), b"kept".to_vec())]))
        })
        .unwrap();
        assert_eq!(forms, Files::from([("a.css.br".to_owned(), b"kept".to_vec())]));
    }
}
