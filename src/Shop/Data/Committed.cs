using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Shop.Data;

/// <summary>Knows of each piece of work whether something of it is in the database for good, so that only work that left nothing is begun again.</summary>
public sealed class Committed : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private readonly ConditionalWeakTable<ShopDb, StrongBox<int>> _leases = [];

    /// <summary>Whether the work that uses this database at present has left something in it.</summary>
    public bool By(ShopDb db) => _leases.TryGetValue(db, out var lease) && lease.Value == db.ContextId.Lease;

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Note(eventData);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Note(eventData);
        return Task.CompletedTask;
    }

    int ISaveChangesInterceptor.SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (result > 0 && eventData.Context?.Database.CurrentTransaction is null) Note(eventData);
        return result;
    }

    ValueTask<int> ISaveChangesInterceptor.SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken) =>
        ValueTask.FromResult(((ISaveChangesInterceptor)this).SavedChanges(eventData, result));

    private void Note(DbContextEventData told)
    {
        if (told.Context is ShopDb db) _leases.AddOrUpdate(db, new StrongBox<int>(db.ContextId.Lease));
    }
}
