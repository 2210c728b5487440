using Shop.Kernel;

namespace Shop.Tests.Kernel;

/// <summary>Identities sort as they were made: news and timelines are read in that order.</summary>
public sealed class NewIdTests
{
    [Fact]
    public void Later_identities_sort_behind_earlier_ones_also_within_a_millisecond()
    {
        var made = Enumerable.Range(0, 20_000).Select(_ => NewId.Next()).ToList();
        Assert.Equal(made, made.OrderBy(id => id.ToString("N"), StringComparer.Ordinal));
        Assert.Equal(made.Count, made.Distinct().Count());
    }

    [Fact]
    public void Threads_never_get_the_same_identity_and_each_gets_its_own_in_order()
    {
        var perThread = new Guid[4][];
        Parallel.For(0, 4, thread => perThread[thread] = Enumerable.Range(0, 5_000).Select(_ => NewId.Next()).ToArray());
        Assert.Equal(20_000, perThread.SelectMany(ids => ids).Select(id => id.ToString("N")[..16]).Distinct().Count());
        Assert.All(perThread, ids => Assert.Equal(ids, ids.Order()));
    }

    [Fact]
    public void An_identity_is_a_version_7_uuid_of_now()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var id = NewId.Next();
        Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11));
        Assert.InRange(Convert.ToInt64(id.ToString("N")[..12], 16), before, before + 60_000);
    }
}
