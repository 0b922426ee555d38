//! Reads bytes as a table of targets, a log, a file of values and a value of the command line.

#![no_main]

use kbgen::batch;
use kbgen::diag::Diagnostics;
use kbgen::lang::{Bindings, Parameter};
use kbgen::message::Rules;
use kbgen::source::Sources;
use kbgen_fuzz::{check_findings, parameters};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let parameters: Vec<&Parameter> = parameters().iter().collect();
    let mut sources = Sources::default();
    let mut found = Diagnostics::default();
    let targets = batch::targets("targets.csv", bytes, &parameters, &mut sources, &mut found);
    let values = batch::values("values.toml", bytes, &parameters, &mut sources, &mut found);
    let mut set = Bindings::new();
    if let Ok(written) = std::str::from_utf8(bytes) {
        batch::set(written, &parameters, &mut set, &mut sources, &mut found);
    }
    let _ = batch::log("log.csv", bytes, &Rules::default(), &mut sources, &mut found);
    for (name, value) in targets.iter().flat_map(|target| &target.values).chain(&values).chain(&set) {
        let parameter = parameters.iter().find(|parameter| parameter.name == *name).expect("a known name");
        assert!(value.fits(parameter).is_ok());
    }
    found.sort(&sources);
    check_findings(&found, &sources);
});
