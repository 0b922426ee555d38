//! The `kbgen` program; see the library for everything else.

use std::process::ExitCode;

fn main() -> ExitCode {
    kbgen::cli::run()
}
