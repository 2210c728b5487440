using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Shop.Tests.Loyalty;

/// <summary>
/// Any story of two accounts is told the same by a plain model, by the entities and by the database. SHOP_TEST_LEDGER=500x60 plays more and longer ones, and
/// SHOP_TEST_LEDGER=50x40@SEED,GAMMA those of a failure again: both numbers stand in its message, beside the steps.
/// </summary>
public sealed class LedgerStoryTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.Migrated();

    [Fact]
    public void Model_memory_and_database_agree_after_every_step()
    {
        var (stories, steps, replay) = Wanted();
        using var services = _database.Services();
        var config = Config.QuickThrowOnFailure.WithMaxTest(stories).WithReplay(replay);
        Prop.ForAll(LedgerStep.Stories(steps), story => Task.Run(() => new LedgerStory(services).Play(story)).GetAwaiter().GetResult()).Check(config);
    }

    public void Dispose() => _database.Dispose();

    // Other stories each day, and on one day the same on each database.
    private static FSharpOption<Replay> Today() => new Replay(new Rnd((ulong)DateTime.UtcNow.Date.Ticks, 1), null);

    private static (int Stories, int Steps, FSharpOption<Replay>? Replay) Wanted()
    {
        if (Environment.GetEnvironmentVariable("SHOP_TEST_LEDGER") is not { Length: > 0 } text) return (50, 40, Today());
        var parts = text.Split('@');
        var size = parts[0].Split('x').Select(int.Parse).ToArray();
        if (parts.Length == 1) return (size[0], size[1], Today());
        var seed = parts[1].Split(',').Select(ulong.Parse).ToArray();
        return (size[0], size[1], new Replay(new Rnd(seed[0], seed[1]), null));
    }
}
