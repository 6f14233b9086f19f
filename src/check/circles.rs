//! Which things refer to each other in circles, and how deep a chain of references goes.

/// The strongly connected parts of a graph, each after all that it refers to. Iterative, because a chain of
/// references may be as long as a law.
pub(crate) fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut walk = Walk {
        edges,
        found: vec![None; edges.len()],
        low: vec![0; edges.len()],
        waiting: vec![false; edges.len()],
        ..Walk::default()
    };
    for start in 0..edges.len() {
        if walk.found.get(start).is_some_and(Option::is_none) {
            walk.from(start);
        }
    }
    walk.components
}

/// For each node how many references the longest chain from it has, circles counted once.
pub(super) fn heights(edges: &[Vec<usize>], components: &[Vec<usize>]) -> Vec<usize> {
    let mut heights = vec![0; edges.len()];
    let mut home = vec![0; edges.len()];
    for (number, component) in components.iter().enumerate() {
        for node in component {
            if let Some(slot) = home.get_mut(*node) {
                *slot = number;
            }
        }
    }
    for (number, component) in components.iter().enumerate() {
        let targets = component.iter().filter_map(|node| edges.get(*node)).flatten();
        let outside = targets.filter(|target| home.get(**target) != Some(&number));
        let height = outside.filter_map(|target| heights.get(*target)).max().map_or(0, |below| below + 1);
        for node in component {
            if let Some(slot) = heights.get_mut(*node) {
                *slot = height;
            }
        }
    }
    heights
}

/// Tarjan's algorithm, with the stack of calls made explicit.
#[derive(Debug, Default)]
struct Walk<'e> {
    edges: &'e [Vec<usize>],
    /// When each node was found.
    found: Vec<Option<usize>>,
    /// The earliest node on the stack that each can reach.
    low: Vec<usize>,
    stack: Vec<usize>,
    /// Whether each is on the stack.
    waiting: Vec<bool>,
    clock: usize,
    components: Vec<Vec<usize>>,
}

impl Walk<'_> {
    fn from(&mut self, start: usize) {
        let mut open = vec![(self.enter(start), 0)];
        while let Some((node, next)) = open.pop() {
            let target = self.edges.get(node).and_then(|targets| targets.get(next)).copied();
            let Some(target) = target else {
                self.leave(node);
                if let Some((above, _)) = open.last() {
                    self.lower(*above, self.low(node));
                }
                continue;
            };
            open.push((node, next + 1));
            match self.found.get(target).copied().flatten() {
                None => open.push((self.enter(target), 0)),
                Some(when) if self.waiting.get(target) == Some(&true) => self.lower(node, when),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, node: usize) -> usize {
        if let (Some(found), Some(low)) = (self.found.get_mut(node), self.low.get_mut(node)) {
            *found = Some(self.clock);
            *low = self.clock;
        }
        self.clock += 1;
        self.stack.push(node);
        self.set_waiting(node, true);
        node
    }

    fn leave(&mut self, node: usize) {
        if self.found.get(node).copied().flatten() != Some(self.low(node)) {
            return;
        }
        if let Some(at) = self.stack.iter().rposition(|other| *other == node) {
            let component = self.stack.split_off(at);
            for inner in &component {
                self.set_waiting(*inner, false);
            }
            self.components.push(component);
        }
    }

    fn set_waiting(&mut self, node: usize, waiting: bool) {
        if let Some(slot) = self.waiting.get_mut(node) {
            *slot = waiting;
        }
    }

    fn low(&self, node: usize) -> usize {
        self.low.get(node).copied().unwrap_or(usize::MAX)
    }

    fn lower(&mut self, node: usize, to: usize) {
        if let Some(slot) = self.low.get_mut(node) {
            *slot = (*slot).min(to);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_and_chains_measured() {
        let edges = vec![vec![1], vec![2, 3], vec![1], vec![4], vec![4], vec![]];
        let mut found = components(&edges);
        for component in &mut found {
            component.sort_unstable();
        }
        assert_eq!(found, [vec![4], vec![3], vec![1, 2], vec![0], vec![5]]);
        assert_eq!(heights(&edges, &found), [3, 2, 2, 1, 0, 0]);
    }

    #[test]
    fn a_long_chain_is_no_danger() {
        let edges: Vec<Vec<usize>> = (0..200_000).map(|at| if at == 0 { vec![] } else { vec![at - 1] }).collect();
        assert_eq!(heights(&edges, &components(&edges)).last(), Some(&199_999));
    }
}
