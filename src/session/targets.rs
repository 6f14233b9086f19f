//! What a path stands for where laws are looked at one by one: a law, or the laws below a folder.

use super::files::LAW_OF_A_FOLDER;
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

/// A law to be looked at by itself.
#[derive(Debug)]
pub struct Target {
    /// As people know it.
    pub name: String,
    /// The files that are read as one law.
    pub files: Vec<PathBuf>,
    /// Whether the scenarios of imported files belong to it as well.
    pub whole: bool,
}

/// A file is a law with all it imports. A folder with a `law.lxp` is one law, all its files together. Any other folder
/// holds files, each a law of its own, and folders. What is named twice is meant once.
pub fn targets(paths: &[PathBuf]) -> Vec<Target> {
    let mut found: Vec<Target> = Vec::new();
    for path in paths {
        if path.is_dir() {
            folder(path, &mut found, 0);
        } else {
            found.push(Target { name: path.display().to_string(), files: vec![path.clone()], whole: true });
        }
    }
    let mut seen = HashSet::new();
    found.retain(|target| seen.insert(target.files.clone()));
    found
}

fn folder(path: &Path, found: &mut Vec<Target>, depth: usize) {
    // Links may make circles; no real tree of laws is that deep.
    if depth > 32 {
        return;
    }
    let (files, folders) = listed(path);
    let name = path.display().to_string();
    if files.iter().any(|file| file.file_name().is_some_and(|name| name == LAW_OF_A_FOLDER)) {
        let mut all = files;
        below(&folders, &mut all, depth);
        found.push(Target { name, files: all, whole: false });
        return;
    }
    for file in files {
        found.push(Target { name: file.display().to_string(), files: vec![file], whole: false });
    }
    for inner in folders {
        folder(&inner, found, depth + 1);
    }
}

fn below(folders: &[PathBuf], all: &mut Vec<PathBuf>, depth: usize) {
    if depth > 32 {
        return;
    }
    for inner in folders {
        let (files, folders) = listed(inner);
        all.extend(files);
        below(&folders, all, depth + 1);
    }
}

/// Law files and folders in a folder, in order of name.
fn listed(path: &Path) -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut files = Vec::new();
    let mut folders = Vec::new();
    for entry in fs::read_dir(path).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            folders.push(path);
        } else if path.extension().is_some_and(|ending| ending == "lxp")
            // A pipe that nobody named would be waited for.
            && !fs::metadata(&path).is_ok_and(|it| !it.is_file())
        {
            files.push(path);
        }
    }
    files.sort();
    folders.sort();
    (files, folders)
}
