//! Four comparisons in one instruction.

/// Four numbers where vector instructions want them.
#[derive(Clone, Copy)]
#[repr(align(16))]
pub(super) struct Four(pub(super) [i32; 4]);

/// A bit for each of four numbers, the lowest for the first: whether it is below `number`.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
#[expect(unsafe_code, reason = "the compiler finds no vector instructions for this by itself")]
pub(super) fn below(four: Four, number: i32) -> usize {
    use core::arch::x86_64::{
        _mm_castsi128_ps, _mm_cmpgt_epi32, _mm_movemask_ps, _mm_set_epi32, _mm_set1_epi32,
    };

    let Four([a, b, c, d]) = four;
    // SAFETY: these need SSE2, which every x86_64 processor has, and touch no memory.
    let below = unsafe {
        let below = _mm_cmpgt_epi32(_mm_set1_epi32(number), _mm_set_epi32(d, c, b, a));
        _mm_movemask_ps(_mm_castsi128_ps(below)).cast_unsigned()
    };
    below as usize
}

/// A bit for each of four numbers, the lowest for the first: whether it is below `number`.
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
#[inline(always)]
pub(super) fn below(four: Four, number: i32) -> usize {
    use core::arch::wasm32::{i32x4, i32x4_bitmask, i32x4_gt, i32x4_splat};

    let Four([a, b, c, d]) = four;
    let below = i32x4_bitmask(i32x4_gt(i32x4_splat(number), i32x4(a, b, c, d)));
    // Nothing else tells the compiler that there are no more bits.
    usize::from(below & 0b1111)
}

/// A bit for each of four numbers, the lowest for the first: whether it is below `number`.
#[cfg(not(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128"))))]
#[inline(always)]
pub(super) fn below(four: Four, number: i32) -> usize {
    four.0.iter().rev().fold(0, |bits, one| bits << 1 | usize::from(*one < number))
}
