using CsCheck;
using Dialtone.Fuzz;
using Dialtone.Tests.Parameters;

namespace Dialtone.Tests.Fuzz;

/// <summary>What fuzzing started from and what it once found, again in every run; and a few thousand careless changes of it.</summary>
public sealed class SeedTests
{
    public static TheoryData<string> Readers => [.. FuzzTargets.All.Keys];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Seeds_are_read_or_refused(string reader)
    {
        var seeds = Seeds(reader);
        Assert.NotEmpty(seeds);
        Assert.All(seeds, FuzzTargets.All[reader]);
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void Changed_seeds_are_read_or_refused(string reader)
    {
        var seeds = Seeds(reader);
        Gen.Select(
                Gen.Int[0, seeds.Length - 1].Select(index => seeds[index]),
                Gen.Int[0, int.MaxValue],
                Gen.Int[0, 8],
                Gen.Byte.Array[0, 8]
            )
            .Sample(
                (seed, at, removed, added) =>
                {
                    var start = at % (seed.Length + 1);
                    FuzzTargets.All[reader]([.. seed[..start], .. added, .. seed[Math.Min(seed.Length, start + removed)..]]);
                },
                iter: 500
            );
    }

    static byte[][] Seeds(string reader) =>
        [
            .. Directory
                .EnumerateFiles(VectorFile.RepositoryPath($"tests/Dialtone.Fuzz/Seeds/{reader}"))
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllBytes),
        ];
}
