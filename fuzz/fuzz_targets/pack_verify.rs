//! Reads bytes as a pack; one that is whole has no differences to itself.

#![no_main]

use kbgen::pack;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match pack::verify(bytes) {
        Ok(verified) => {
            let _ = pack::diff(&verified.manifest, &verified.manifest);
        }
        Err(faults) => assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.contains(char::is_control))),
    }
});
