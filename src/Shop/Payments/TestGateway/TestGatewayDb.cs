using Microsoft.EntityFrameworkCore;
using Shop.Ordering;

namespace Shop.Payments.TestGateway;

/// <summary>The test gateway's own books, in a file of their own: it remembers what it did whatever happens to the shop.</summary>
internal sealed class TestGatewayDb(DbContextOptions<TestGatewayDb> options) : DbContext(options)
{
    public DbSet<TestIntent> Intents => Set<TestIntent>();
    public DbSet<TestRefund> Refunds => Set<TestRefund>();
    public DbSet<TestKey> Keys => Set<TestKey>();
    public DbSet<TestEvent> Events => Set<TestEvent>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TestIntent>().Property(i => i.Status).HasConversion<string>();
        modelBuilder.Entity<TestIntent>().Property(i => i.Notices).HasConversion<string>();
        modelBuilder.Entity<TestIntent>().Property(i => i.SettlesTo).HasConversion<string>();
        modelBuilder.Entity<TestIntent>().Ignore(i => i.Fingerprint); // kept with the keys: books of before have no room for it
        modelBuilder.Entity<TestRefund>().HasIndex(r => r.IntentId);
        modelBuilder.Entity<TestKey>().HasKey(k => k.Key);
        modelBuilder.Entity<TestEvent>().HasIndex(e => new { e.SentAt, e.DueAt });
    }
}

/// <summary>How the gateway treats its notices about an intent: a tester chooses on the payment page.</summary>
public enum NoticeManner { Once, Repeated, Late, Lost }

/// <summary>A payment in the test gateway's books.</summary>
public sealed class TestIntent
{
    public string Id { get; init; } = "";
    public Guid OrderId { get; init; }
    public string OrderNumber { get; init; } = "";
    public long Amount { get; init; }
    public string Currency { get; init; } = "";
    public string Email { get; init; } = "";
    public string ReturnUrl { get; init; } = "";
    public bool CaptureLater { get; init; }
    public IntentStatus Status { get; set; }
    public long Captured { get; set; }
    public long Refunded { get; set; }
    public string? FailureReason { get; set; }
    public string? CardLast4 { get; set; }
    public string? Fingerprint { get; set; }
    public NoticeManner Notices { get; set; }

    /// <summary>An asynchronous payment: when, and as what, it ends.</summary>
    public DateTime? SettlesAt { get; set; }
    public IntentStatus? SettlesTo { get; set; }
    public DateTime CreatedAt { get; init; }
}

/// <summary>Money the test gateway gave back.</summary>
public sealed class TestRefund
{
    public string Id { get; init; } = "";
    public string IntentId { get; init; } = "";
    public long Amount { get; init; }
    public DateTime At { get; init; }
}

/// <summary>What was asked under a key and what came of it.</summary>
internal sealed class TestKey
{
    public string Key { get; init; } = "";
    public string Request { get; init; } = "";
    public string ResultId { get; init; } = "";
}

/// <summary>A notice about a payment, and what became of it.</summary>
public sealed class TestEvent
{
    public string Id { get; init; } = "";
    public string Type { get; init; } = "";
    public string IntentId { get; init; } = "";
    public string Body { get; init; } = "";
    public DateTime At { get; init; }
    public DateTime DueAt { get; set; }
    public DateTime? SentAt { get; set; }
    public int Attempts { get; set; }
    public int Copies { get; set; } = 1;
    public bool Lost { get; set; }
}
