//! Rebuilds the program when a file of the embedded theme is added or changed.

fn main() {
    println!("cargo::rerun-if-changed=theme");
}
