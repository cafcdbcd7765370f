// 1/(2π) for the eight classes of an angle x = x'·2^(16j): times 2^(16j), without multiples of 2²¹, which times x' are whole turns.
// Made by tools/coefficients/sin-sinh-atan-pow.sollya.
namespace Kernels.Lower;

internal static class Turns
{
    /// <summary>A whole number, a part of [½, 3/2) on a grid of 2⁻²³, and two floats more.</summary>
    public static readonly double[][] Float =
    [
        [0, 0.15915494, 6.4206382e-09, 7.342739e-17],
        [10429, 1.3783505, -2.583939e-08, -1.33445905e-17],
        [1990875, 0.5764316, 1.7345009e-08, -5.834911e-16],
        [1807248, 1.020668, -5.731458e-08, 1.7389094e-15],
        [1115465, 1.4962438, -2.6800067e-09, 1.0322766e-16],
        [687881, 0.83576185, 1.797838e-08, 7.6114497e-16],
        [644595, 1.4894595, -3.347773e-08, -1.2573325e-15],
        [1342796, 1.216556, 5.0441848e-08, 1.0972609e-15],
    ];

    /// <summary>A whole number, 29 bits, whose product with a float is exact, and one double.</summary>
    public static readonly double[][] Double =
    [
        [0, 0.15915494225919247, 8.32702869033044e-10],
        [10430, 0.37835047021508217, 2.3764278098721483e-10],
        [1990875, 0.5764315892010927, 5.812020580786136e-10],
        [1807249, 0.020667972043156624, 4.274216161785245e-10],
        [1115466, 0.49624383077025414, 1.045283740651838e-09],
        [687881, 0.8357618618756533, 1.2145740919438346e-09],
        [644596, 0.48945948109030724, 4.9882395431521274e-11],
        [1342797, 0.2165560033172369, 1.504300998486639e-10],
    ];
}
