using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Data;
using Shop.Kernel;
using Shop.Ordering;

namespace Shop.Tests.Data;

/// <summary>News are told once when all goes well, again later when it does not, and never stand in each other's way.</summary>
public sealed class EventCourierTests : IDisposable
{
    private readonly TestDatabase _database = TestDatabase.Migrated();
    private readonly TestClock _clock = new();
    private readonly Listener _listener = new();
    private readonly ServiceProvider _services;
    private readonly EventCourier _courier;

    public EventCourierTests()
    {
        _services = Node();
        _courier = _services.GetRequiredService<EventCourier>();
    }

    [Fact]
    public async Task News_are_told_once_and_in_order()
    {
        var orders = await Happen(3);
        Assert.Equal(3, await _courier.DeliverWaiting(default));
        Assert.Equal(0, await _courier.DeliverWaiting(default));
        Assert.Equal(orders, _listener.Told);
        Assert.All(await Rows(), e => Assert.Equal((_clock.Now, 1), (e.DeliveredAt, e.Attempts)));
    }

    [Fact]
    public async Task News_are_saved_with_the_change_that_made_them_or_not_at_all()
    {
        await InDb(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.SavedEvents.Add(SavedEvent.From(new OrderShipped(Guid.NewGuid())));
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        Assert.Empty(await Rows());
    }

    [Fact]
    public async Task What_fails_is_tried_again_ever_later()
    {
        var order = (await Happen(1))[0];
        _listener.Refuse = id => id == order;
        Assert.Equal(0, await _courier.DeliverWaiting(default));
        Assert.Equal(0, await _courier.DeliverWaiting(default)); // not yet
        Assert.Single(_listener.Asked);

        var waits = new List<TimeSpan>();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var row = Assert.Single(await Rows());
            Assert.Equal(attempt, row.Attempts);
            Assert.Contains("no ear for it", row.Error, StringComparison.Ordinal);
            waits.Add(row.NextTryAt!.Value - _clock.Now);
            _clock.Now = row.NextTryAt.Value;
            await _courier.DeliverWaiting(default);
        }
        Assert.Equal(waits.Order(), waits);
        Assert.InRange(waits[0], TimeSpan.FromSeconds(1.6), TimeSpan.FromSeconds(2.4));
        Assert.InRange(waits[3], TimeSpan.FromSeconds(12.8), TimeSpan.FromSeconds(19.2));

        _listener.Refuse = _ => false;
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await _courier.DeliverWaiting(default));
        Assert.Null(Assert.Single(await Rows()).Error);
    }

    [Fact]
    public async Task What_always_fails_is_parked_while_the_others_flow()
    {
        var poison = (await Happen(1))[0];
        _listener.Refuse = id => id == poison;
        for (var attempt = 1; attempt <= EventCourier.MaxAttempts; attempt++)
        {
            var other = (await Happen(1))[0];
            Assert.Equal(1, await _courier.DeliverWaiting(default));
            Assert.Equal(other, _listener.Told[^1]);
            _clock.Advance(TimeSpan.FromHours(2));
        }
        var parked = Assert.Single(await Rows(), e => e.DeliveredAt is null);
        Assert.Equal(EventCourier.MaxAttempts, parked.Attempts);
        Assert.NotNull(parked.DeadAt);

        _clock.Advance(TimeSpan.FromDays(10));
        Assert.Equal(0, await _courier.DeliverWaiting(default));
        Assert.Equal(EventCourier.MaxAttempts, _listener.Asked.Count(id => id == poison));
    }

    [Fact]
    public async Task What_was_parked_can_be_told_again()
    {
        var order = (await Happen(1))[0];
        _listener.Refuse = _ => true;
        for (var attempt = 1; attempt <= EventCourier.MaxAttempts; attempt++, _clock.Advance(TimeSpan.FromHours(2))) await _courier.DeliverWaiting(default);
        var parked = Assert.Single(await Rows());
        Assert.NotNull(parked.DeadAt);

        _listener.Refuse = _ => false;
        Assert.True(await _courier.Replay(parked.Id, default));
        Assert.False(await _courier.Replay(parked.Id, default)); // a second press finds nothing parked
        Assert.Equal(1, await _courier.DeliverWaiting(default));
        Assert.Equal([order], _listener.Told);
        Assert.False(await _courier.Replay(parked.Id, default));
    }

    [Fact]
    public async Task An_unknown_kind_of_news_is_parked_too()
    {
        await InDb(db => db.Database.ExecuteSqlAsync($"insert into data_saved_events (\"Id\", \"Type\", \"Json\", \"Attempts\") values ({Guid.CreateVersion7()}, 'Shop.Ordering.OfALaterVersion', '{{}}', 0)"));
        var other = (await Happen(1))[0];
        for (var attempt = 1; attempt <= EventCourier.MaxAttempts; attempt++, _clock.Advance(TimeSpan.FromHours(2))) await _courier.DeliverWaiting(default);
        Assert.Equal([other], _listener.Told);
        var parked = Assert.Single(await Rows(), e => e.DeadAt is not null);
        Assert.Contains("OfALaterVersion", parked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_handler_wrote_goes_when_another_fails()
    {
        var order = (await Happen(1))[0];
        _listener.Refuse = id => id == order; // it refuses after Scribe, the first handler, has written
        await _courier.DeliverWaiting(default);
        Assert.Equal(0, await Written());

        _listener.Refuse = _ => false;
        _clock.Advance(TimeSpan.FromHours(2));
        await _courier.DeliverWaiting(default);
        Assert.Equal(1, await Written());
    }

    [Fact]
    public async Task What_kills_the_process_each_time_still_runs_out_of_attempts()
    {
        await Happen(1);
        using var gone = new CancellationTokenSource();
        _listener.Refuse = _ => { gone.Cancel(); return true; };
        await Assert.ThrowsAnyAsync<Exception>(() => _courier.DeliverWaiting(gone.Token)); // as if the process had died in the handler
        var row = Assert.Single(await Rows());
        Assert.Equal(1, row.Attempts);
        Assert.True(row.NextTryAt > _clock.Now); // nobody else takes it while the first may still be at it
    }

    [Fact]
    public async Task Two_couriers_at_once_tell_each_piece_once()
    {
        await using var other = Node();
        var orders = await Happen(60);
        async Task Work(ServiceProvider node)
        {
            while (await node.GetRequiredService<EventCourier>().DeliverWaiting(default) > 0) { }
        }
        await Task.WhenAll(Task.Run(() => Work(_services)), Task.Run(() => Work(other)));
        await Work(_services);
        Assert.Equal(orders.Order(), _listener.Told.Order());
        Assert.Equal(60, await Written());
    }

    public void Dispose()
    {
        _services.Dispose();
        _database.Dispose();
    }

    private ServiceProvider Node() => _database.Services(services => services
        .AddSingleton<TimeProvider>(_clock).AddSingleton(_listener)
        .AddWhen<OrderShipped, Scribe>().AddWhen<OrderShipped, Hearer>());

    private async Task<List<Guid>> Happen(int times)
    {
        var orders = Enumerable.Range(0, times).Select(_ => Guid.CreateVersion7()).ToList();
        await InDb(async db =>
        {
            foreach (var order in orders)
            {
                db.SavedEvents.Add(SavedEvent.From(new OrderShipped(order)));
                await db.SaveChangesAsync();
            }
        });
        return orders;
    }

    private async Task<List<SavedEvent>> Rows()
    {
        using var scope = _services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ShopDb>().SavedEvents.AsNoTracking().ToListAsync();
    }

    private async Task<int> Written()
    {
        using var scope = _services.CreateScope();
        return await scope.ServiceProvider.GetRequiredService<ShopDb>().JobRuns.CountAsync();
    }

    private async Task InDb(Func<ShopDb, Task> use)
    {
        using var scope = _services.CreateScope();
        await use(scope.ServiceProvider.GetRequiredService<ShopDb>());
    }

    private sealed class Listener
    {
        public Func<Guid, bool> Refuse { get; set; } = _ => false;
        public ConcurrentQueue<Guid> Asked { get; } = new();
        public ConcurrentQueue<Guid> Heard { get; } = new();
        public IReadOnlyList<Guid> Told => [.. Heard];
    }

    private sealed class Scribe(ShopDb db) : IWhen<OrderShipped>
    {
        public async Task Handle(OrderShipped happened, CancellationToken ct)
        {
            db.Add(JobRun.Start($"heard {happened.OrderId}", TestClock.Opening, "test", TestClock.Opening));
            await db.SaveChangesAsync(ct);
        }
    }

    private sealed class Hearer(Listener listener) : IWhen<OrderShipped>
    {
        public Task Handle(OrderShipped happened, CancellationToken ct)
        {
            listener.Asked.Enqueue(happened.OrderId);
            if (listener.Refuse(happened.OrderId)) throw new InvalidOperationException("no ear for it");
            listener.Heard.Enqueue(happened.OrderId);
            return Task.CompletedTask;
        }
    }
}
