//! Work in parallel, results in order, memory bounded.
//!
//! In: tasks, a number of threads, what to do with each. Out: the results, handed over in the order of the tasks.
//! Not here: what the work is.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

/// How far the work may run ahead of the slowest result, in tasks a thread.
const AHEAD: usize = 3;

/// Runs `work` on every task and gives the results to `take`, in order, on the calling thread. The first error in the
/// tasks' order ends everything.
pub fn in_order<T, R, E>(
    tasks: &[T],
    threads: usize,
    work: impl Fn(&T) -> Result<R, E> + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E>
where
    T: Sync,
    R: Send,
    E: Send,
{
    let threads = threads.clamp(1, tasks.len().max(1));
    let gate = Gate { state: Mutex::default(), changed: Condvar::new(), tasks: tasks.len(), ahead: threads * AHEAD };
    thread::scope(|scope| {
        let (sender, receiver) = mpsc::channel();
        for _ in 0..threads {
            let (sender, gate, work) = (sender.clone(), &gate, &work);
            scope.spawn(move || {
                // Also when the work panics: the others must not wait for its result.
                let _closing = CloseOnPanic(gate);
                while let Some(number) = gate.next() {
                    if sender.send((number, work(&tasks[number]))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut wanted = 0;
        for (number, result) in receiver {
            waiting.insert(number, result);
            while let Some(result) = waiting.remove(&wanted) {
                if let Err(error) = result.and_then(&mut take) {
                    gate.close();
                    return Err(error);
                }
                wanted += 1;
                gate.taken(wanted);
            }
        }
        Ok(())
    })
}

/// Hands out the tasks' numbers, but none too far ahead of what was taken.
struct Gate {
    state: Mutex<State>,
    changed: Condvar,
    tasks: usize,
    ahead: usize,
}

#[derive(Default)]
struct State {
    next: usize,
    taken: usize,
    closed: bool,
}

impl Gate {
    fn next(&self) -> Option<usize> {
        let too_far =
            |state: &mut State| !state.closed && state.next < self.tasks && state.next >= state.taken + self.ahead;
        let waited = self.changed.wait_while(self.lock(), too_far);
        let mut state = waited.unwrap_or_else(PoisonError::into_inner);
        if state.closed || state.next == self.tasks {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn taken(&self, number: usize) {
        self.lock().taken = number;
        self.changed.notify_all();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Three numbers that are set one at a time: a panic elsewhere leaves them whole.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct CloseOnPanic<'a>(&'a Gate);

impl Drop for CloseOnPanic<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.close();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_with_any_number_of_threads() {
        let tasks: Vec<u64> = (0..100).collect();
        for threads in [1, 2, 7, 200] {
            let mut taken = Vec::new();
            let work = |&task: &u64| {
                thread::sleep(std::time::Duration::from_micros(task * 7 % 13 * 50));
                Ok::<u64, ()>(task * 2)
            };
            let outcome = in_order(&tasks, threads, work, |result| {
                taken.push(result);
                Ok(())
            });
            assert_eq!(outcome, Ok(()));
            assert!(taken.iter().enumerate().all(|(number, &result)| result == number as u64 * 2));
            assert_eq!(taken.len(), 100);
        }
        assert_eq!(in_order(&[], 2, |&(): &()| Ok::<(), ()>(()), |()| Ok(())), Ok(()));
    }

    #[test]
    fn the_first_error_in_order_ends_the_work() {
        let tasks: Vec<usize> = (0..1000).collect();
        let work = |&task: &usize| if task >= 10 { Err(task) } else { Ok(task) };
        let mut taken = 0;
        let outcome = in_order(&tasks, 4, work, |_| {
            taken += 1;
            Ok(())
        });
        assert_eq!((outcome, taken), (Err(10), 10));
    }
}
