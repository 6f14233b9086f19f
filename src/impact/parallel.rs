//! The same work on one thing after the other, by several threads at a time, with its results in the order of the things.

use std::io;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

/// The stack of a thread: as much as the whole program has, since each room limits how deep it goes and not how many of
/// it are at work. It is only taken as far as it is used.
const STACK: usize = 256 << 20;

/// One thread: what it is given to work on, and what it made of that.
type Worker<T, R> = (SyncSender<T>, Receiver<(T, R)>);

/// Takes things from `next` until it says that there are no more, has `threads` threads work on them, and hands what they
/// make to `done` in the order of the things. Each thread works with what `start` makes for it. A few things for each thread
/// are there at a time, and each is used again for another once it is done with.
///
/// # Errors
/// If `next` or `done` fail, or no thread can be begun.
pub fn in_order<T, R, W>(
    threads: usize,
    mut next: impl FnMut(&mut T) -> io::Result<bool>,
    start: impl Fn() -> W + Sync,
    mut done: impl FnMut(R) -> io::Result<bool>,
) -> io::Result<()>
where
    T: Send + Default,
    R: Send,
    W: FnMut(&T) -> R,
{
    let stopped = || io::Error::other("a thread has stopped");
    thread::scope(|scope| {
        let mut workers: Vec<Worker<T, R>> = Vec::new();
        for _ in 0..threads.max(1) {
            let (give, given) = sync_channel::<T>(1);
            let (hand_back, handed_back) = sync_channel(1);
            let start = &start;
            let work = move || {
                let mut work = start();
                while let Ok(thing) = given.recv() {
                    let made = work(&thing);
                    if hand_back.send((thing, made)).is_err() {
                        break;
                    }
                }
            };
            thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
            workers.push((give, handed_back));
        }
        let worker = |number: usize| workers.get(number % workers.len()).ok_or_else(stopped);
        let mut free: Vec<T> = Vec::new();
        let (mut given, mut got, mut more) = (0, 0, true);
        loop {
            // Each thread has one thing at work and one that waits.
            while more && given - got < workers.len() * 2 {
                let mut thing = free.pop().unwrap_or_default();
                more = next(&mut thing)?;
                if more {
                    worker(given)?.0.send(thing).map_err(|_| stopped())?;
                    given += 1;
                }
            }
            if got == given {
                return Ok(());
            }
            let (thing, made) = worker(got)?.1.recv().map_err(|_| stopped())?;
            got += 1;
            if !done(made)? {
                return Ok(());
            }
            free.push(thing);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_things() {
        for threads in [0, 1, 2, 3, 8] {
            let (mut made, mut count) = (Vec::new(), 0_u64);
            let next = |thing: &mut u64| {
                *thing = count;
                count += 1;
                Ok(count <= 100)
            };
            // Some take longer than others.
            let start =
                || |thing: &u64| (0..(thing * 7919 % 13) * 1000).fold(*thing, |sum, _| std::hint::black_box(sum));
            in_order(threads, next, start, |result| {
                made.push(result);
                Ok(true)
            })
            .unwrap();
            assert_eq!(made, (0..100).collect::<Vec<_>>(), "with {threads} threads");
        }
    }

    #[test]
    fn whoever_has_seen_enough_may_stop() {
        let mut seen = 0;
        in_order(
            2,
            |(): &mut ()| Ok(true),
            || |(): &()| (),
            |()| {
                seen += 1;
                Ok(seen < 5)
            },
        )
        .unwrap();
        assert_eq!(seen, 5);
        let fault = in_order(2, |(): &mut ()| Err(io::Error::other("unread")), || |(): &()| (), |()| Ok(true));
        assert_eq!(fault.unwrap_err().to_string(), "unread");
    }
}
