//! Work in parallel, results in order, memory bounded.

use std::ops::ControlFlow;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// What the producer gives pieces of work to.
pub struct Feed<'a, In, Out> {
    work: crossbeam_channel::Sender<(In, Slot<Out>)>,
    order: crossbeam_channel::Sender<(usize, Wait<Out>)>,
    gate: &'a Gate,
}

type Slot<Out> = crossbeam_channel::Sender<Out>;
type Wait<Out> = crossbeam_channel::Receiver<Out>;

impl<In, Out> Feed<'_, In, Out> {
    /// Hands over a piece of work that takes up `bytes` of memory. Waits while too much is
    /// under way. `Break`: nobody wants any more.
    pub fn push(&self, work: In, bytes: usize) -> ControlFlow<()> {
        if !self.gate.enter(bytes) {
            return ControlFlow::Break(());
        }
        let (slot, wait) = crossbeam_channel::bounded(1);
        let ordered = self.order.send((bytes, wait));
        if ordered.is_err() || self.work.send((work, slot)).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

/// Runs `produce` on a thread, `work` on `threads` threads, and `consume` here, with the results
/// in the order of the work. At most `budget` bytes of work are under way at a time, or one piece
/// alone where it is larger.
///
/// `consume` is told whether another result is ready, so that it can flush when none is. It ends
/// the run by `Break`.
pub fn ordered<In: Send, Out: Send>(
    threads: usize,
    budget: usize,
    produce: impl FnOnce(&Feed<'_, In, Out>) + Send,
    work: impl Fn(In) -> Out + Sync,
    mut consume: impl FnMut(Out) -> ControlFlow<()>,
) {
    let gate = Gate::new(budget);
    let (gate, work) = (&gate, &work);
    std::thread::scope(|scope| {
        let (work_in, work_out) = crossbeam_channel::unbounded::<(In, Slot<Out>)>();
        let (order_in, order_out) = crossbeam_channel::unbounded();
        scope.spawn(move || produce(&Feed { work: work_in, order: order_in, gate }));
        for _ in 0..threads {
            let work_out = work_out.clone();
            scope.spawn(move || {
                for (piece, slot) in work_out {
                    // The consumer may have left.
                    let _ = slot.send(work(piece));
                }
            });
        }
        drop(work_out);
        for (bytes, wait) in order_out {
            let Ok(result) = wait.recv() else { break };
            let flow = consume(result);
            gate.leave(bytes);
            if flow.is_break() {
                break;
            }
        }
        gate.close();
    });
}

/// Lets work in while it fits the budget.
struct Gate {
    budget: usize,
    state: Mutex<State>,
    room: Condvar,
}

struct State {
    under_way: usize,
    closed: bool,
}

impl Gate {
    fn new(budget: usize) -> Gate {
        Gate {
            budget,
            state: Mutex::new(State { under_way: 0, closed: false }),
            room: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// `false` once the gate is closed.
    fn enter(&self, bytes: usize) -> bool {
        let full = |state: &mut State| {
            !state.closed && state.under_way > 0 && state.under_way + bytes > self.budget
        };
        let mut state =
            self.room.wait_while(self.lock(), full).unwrap_or_else(PoisonError::into_inner);
        state.under_way += bytes;
        !state.closed
    }

    fn leave(&self, bytes: usize) {
        self.lock().under_way -= bytes;
        self.room.notify_one();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.room.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::ordered;
    use std::ops::ControlFlow;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    #[test]
    fn results_keep_the_order_of_the_work() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            ordered(
                threads,
                64,
                |feed| {
                    for i in 0..500_u64 {
                        if feed.push(i, 8).is_break() {
                            return;
                        }
                    }
                },
                |i| {
                    std::thread::sleep(Duration::from_micros(i * 37 % 200));
                    i
                },
                |i| {
                    seen.push(i);
                    ControlFlow::Continue(())
                },
            );
            assert_eq!(seen, (0..500).collect::<Vec<_>>());
        }
    }

    #[test]
    fn no_more_than_the_budget_is_under_way() {
        let (under_way, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        ordered(
            4,
            3,
            |feed| {
                for i in 0..200 {
                    // Counted before the push, so that one more than the budget is seen: the
                    // one that waits.
                    let now = under_way.fetch_add(1, Ordering::SeqCst) + 1;
                    most.fetch_max(now, Ordering::SeqCst);
                    if feed.push(i, 1).is_break() {
                        return;
                    }
                }
            },
            |i| i,
            |_| {
                under_way.fetch_sub(1, Ordering::SeqCst);
                ControlFlow::Continue(())
            },
        );
        assert!(most.into_inner() <= 4);
    }

    #[test]
    fn work_larger_than_the_budget_goes_alone() {
        let mut seen = 0;
        ordered(
            2,
            10,
            |feed| {
                for i in 0..5 {
                    if feed.push(i, 1000).is_break() {
                        return;
                    }
                }
            },
            |i| i,
            |_| {
                seen += 1;
                ControlFlow::Continue(())
            },
        );
        assert_eq!(seen, 5);
    }

    #[test]
    fn a_consumer_that_leaves_ends_the_producer() {
        let mut seen = 0;
        ordered(
            3,
            16,
            |feed| while feed.push((), 1).is_continue() {},
            |()| (),
            |()| {
                seen += 1;
                if seen == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            },
        );
        assert_eq!(seen, 10);
    }
}
