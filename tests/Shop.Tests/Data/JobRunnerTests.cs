using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shop.Data;
using Shop.Web.Jobs;

namespace Shop.Tests.Data;

/// <summary>A job runs once for each of its times, on however many nodes, and what came of it can be read.</summary>
public sealed class JobRunnerTests : IDisposable
{
    private static readonly DateTime Slot = new(2026, 6, 2, 10, 0, 0, DateTimeKind.Utc);

    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly TestClock _clock = new();
    private readonly ServiceProvider _one;
    private readonly ServiceProvider _two;

    public JobRunnerTests() => (_one, _two) = (_database.Services(), _database.Services());

    [Fact]
    public async Task The_same_time_on_two_nodes_is_one_run()
    {
        for (var hour = 0; hour < 20; hour++)
        {
            var runs = 0;
            var line = new TimetableLine("Count", TimeSpan.FromHours(1), (_, _) => { Interlocked.Increment(ref runs); return Task.CompletedTask; });
            var slot = Slot.AddHours(hour);
            var won = await Task.WhenAll(Task.Run(() => Runner(_one).Run(line, slot, default)), Task.Run(() => Runner(_two).Run(line, slot, default)));
            Assert.Equal(1, runs);
            Assert.Single(won, w => w);
            Assert.False(await Runner(_two).Run(line, slot, default)); // nor later
        }
        Assert.Equal(20, (await Runs()).Count);
    }

    [Fact]
    public async Task Another_time_and_another_job_run_of_their_own()
    {
        var line = new TimetableLine("Count", TimeSpan.FromHours(1), (_, _) => Task.CompletedTask);
        Assert.True(await Runner(_one).Run(line, Slot, default));
        Assert.True(await Runner(_one).Run(line, Slot.AddHours(1), default));
        Assert.True(await Runner(_one).Run(line with { Job = "Other" }, Slot, default));
    }

    [Fact]
    public async Task A_run_keeps_when_it_began_and_ended()
    {
        var line = new TimetableLine("Slow", TimeSpan.FromHours(1), (_, _) => { _clock.Advance(TimeSpan.FromSeconds(7)); return Task.CompletedTask; });
        await Runner(_one).Run(line, Slot, default);
        var run = Assert.Single(await Runs());
        Assert.Equal((Slot, TimeSpan.FromSeconds(7), null), (run.ScheduledFor, run.FinishedAt - run.StartedAt, run.Error));
    }

    [Fact]
    public async Task A_failure_is_kept_and_does_not_stop_the_next_time()
    {
        var line = new TimetableLine("Breaks", TimeSpan.FromHours(1), (_, _) => throw new InvalidOperationException(new string('x', 5000)));
        Assert.True(await Runner(_one).Run(line, Slot, default));
        var run = Assert.Single(await Runs());
        Assert.NotNull(run.FinishedAt);
        Assert.Equal(JobRun.ErrorMaxLength, run.Error!.Length);
        Assert.True(await Runner(_one).Run(line, Slot.AddHours(1), default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-29)]
    [InlineData(29)]
    public void A_clock_a_little_early_or_late_means_the_same_time(int minutes)
    {
        var line = new TimetableLine("Hourly", TimeSpan.FromHours(1), (_, _) => Task.CompletedTask);
        Assert.Equal(Slot, Timetable.SlotOf(line, Slot.AddMinutes(minutes)));
    }

    public void Dispose()
    {
        _one.Dispose();
        _two.Dispose();
        _database.Dispose();
    }

    private JobRunner Runner(ServiceProvider node) => new(node.GetRequiredService<IServiceScopeFactory>(), _clock, NullLogger<JobRunner>.Instance);

    private async Task<List<JobRun>> Runs()
    {
        using var scope = _one.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ShopDb>().JobRuns.AsNoTracking().ToListAsync();
    }
}
