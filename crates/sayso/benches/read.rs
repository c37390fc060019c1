//! How long a report takes, from its bytes to the reading's JSON.
fn main() {
    divan::main();
}
