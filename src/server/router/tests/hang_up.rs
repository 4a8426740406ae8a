//! Browsers that disconnect while their page is rendered.

use std::{cell::Cell, panic, sync::Once, time::Duration};

use rand::{Rng, SeedableRng, rngs::StdRng};

use super::*;

thread_local! {
    static PANICS: Cell<usize> = const { Cell::new(0) };
}

/// Installs a panic hook that counts the panics of each thread and then calls the previous hook.
fn count_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let hook = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            PANICS.set(PANICS.get() + 1);
            hook(info);
        }));
    });
}

/// The runtime has only this thread, so every panic of a task is counted here.
#[tokio::test]
async fn a_browser_that_disconnects_causes_no_panic() {
    count_panics();
    let site = site().await;
    let cookie = site.set_up().await;
    let get = |path: &'static str| Request::get(path).header("cookie", &cookie);
    // The shortest duration of several: the first request fills the cache.
    let mut whole = Duration::MAX;
    for _ in 0..5 {
        let started = std::time::Instant::now();
        assert_eq!(site.send(get("/spaces"), "").await.status(), 200);
        whole = whole.min(started.elapsed());
    }
    let mut random = StdRng::seed_from_u64(14);
    let (mut aborted, mut turn) = (0, 0);
    // How many are aborted depends on how busy the machine is.
    while turn < 200 || (aborted <= 20 && turn < 5_000) {
        turn += 1;
        let path = ["/spaces", "/settings/fields/spaces", "/deals", "/spaces/new"][turn % 4];
        let abort_after = whole.mul_f64(random.random_range(0.0..1.2));
        let answer = tokio::time::timeout(abort_after, site.send(get(path), "")).await;
        aborted += usize::from(answer.is_err());
    }
    assert!(aborted > 20, "only {aborted} were aborted");
    assert!(rendering::ended(Duration::from_secs(60)).await);
    assert_eq!(PANICS.get(), 0);
}
