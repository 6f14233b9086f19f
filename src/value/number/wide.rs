//! Products of two 128-bit numbers, for the rare step of exact arithmetic that does not fit.

/// An unsigned number of 256 bits. The order of the fields makes the derived order right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Wide {
    high: u128,
    low: u128,
}

const HALF: u32 = 64;
const LOW_HALF: u128 = (1 << HALF) - 1;

impl Wide {
    /// The exact product. Schoolbook multiplication in halves of 64 bits; no partial sum can overflow.
    pub(super) fn product(left: u128, right: u128) -> Self {
        let (left_high, left_low) = (left >> HALF, left & LOW_HALF);
        let (right_high, right_low) = (right >> HALF, right & LOW_HALF);
        let low = left_low * right_low;
        let middle = left_high * right_low + (low >> HALF);
        let other_middle = left_low * right_high + (middle & LOW_HALF);
        Self {
            high: left_high * right_high + (middle >> HALF) + (other_middle >> HALF),
            low: (other_middle << HALF) | (low & LOW_HALF),
        }
    }

    /// The sum. Only for products of numbers below 2¹²⁷, whose sum stays below 2²⁵⁶.
    pub(super) fn plus(self, other: Self) -> Self {
        let (low, carry) = self.low.overflowing_add(other.low);
        Self { high: self.high.wrapping_add(other.high).wrapping_add(u128::from(carry)), low }
    }

    /// The distance between two.
    pub(super) fn distance(self, other: Self) -> Self {
        let (more, less) = if self < other { (other, self) } else { (self, other) };
        let (low, borrow) = more.low.overflowing_sub(less.low);
        Self { high: more.high.wrapping_sub(less.high).wrapping_sub(u128::from(borrow)), low }
    }

    /// Quotient and rest, for a divisor from 1 up to 2¹²⁷: the rest then has a bit to spare for the next digit.
    pub(super) fn divided_by(self, divisor: u128) -> (Self, u128) {
        if self.high == 0 {
            return (Self { high: 0, low: self.low / divisor }, self.low % divisor);
        }
        let high = self.high / divisor;
        let mut rest = self.high % divisor;
        let mut low = 0;
        for place in (0..u128::BITS).rev() {
            rest = (rest << 1) | ((self.low >> place) & 1);
            low <<= 1;
            if rest >= divisor {
                rest -= divisor;
                low |= 1;
            }
        }
        (Self { high, low }, rest)
    }

    /// The number in 128 bits, if it fits.
    pub(super) fn narrow(self) -> Option<u128> {
        (self.high == 0).then_some(self.low)
    }
}

/// The greatest common divisor; of zero and a number, that number.
pub(super) fn gcd(left: u128, right: u128) -> u128 {
    if left == 1 || right == 1 {
        return 1;
    }
    let (mut left, mut right) = (left, right);
    while right != 0 {
        // Wide division is slow; nearly all numbers of laws and cases get here at once.
        if let (Ok(left), Ok(right)) = (u64::try_from(left), u64::try_from(right)) {
            return u128::from(gcd_of_small(left, right));
        }
        (left, right) = (right, left % right);
    }
    left
}

/// Stein's algorithm: shifts and subtractions only.
fn gcd_of_small(left: u64, right: u64) -> u64 {
    if left == 0 || right == 0 {
        return left | right;
    }
    let twos = (left | right).trailing_zeros();
    let mut left = left >> left.trailing_zeros();
    let mut right = right >> right.trailing_zeros();
    while left != right {
        if left < right {
            (left, right) = (right, left);
        }
        left -= right;
        left >>= left.trailing_zeros();
    }
    left << twos
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_divide_back() {
        let (a, b) = (u128::MAX >> 1, (u128::MAX >> 1) - 12);
        let product = Wide::product(a, b);
        assert_eq!(product.divided_by(a), (Wide { high: 0, low: b }, 0));
        assert_eq!(product.plus(Wide::product(1, 7)).divided_by(b).1, 7);
        assert_eq!(Wide::product(u128::MAX, u128::MAX), Wide { high: u128::MAX - 1, low: 1 });
        assert_eq!(product.distance(product).narrow(), Some(0));
        assert_eq!(product.narrow(), None);
    }

    #[test]
    fn common_divisors() {
        assert_eq!(gcd(0, 0), 0);
        assert_eq!(gcd(0, 12), 12);
        assert_eq!(gcd(2368, 814), 74);
        assert_eq!(gcd(u128::MAX, 3 << 100), 3);
        assert_eq!(gcd(1 << 126, 1 << 90), 1 << 90);
    }
}
