using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Customers;
using Shop.Kernel;

namespace Shop.Crm;

/// <summary>Who at the desk looks after a customer. It acts while the customer's tier comes with an adviser, and stays for when it does again.</summary>
public sealed class Adviser : Entity
{
    private Adviser() { }

    public Guid CustomerId { get; private init; }
    /// <summary>Null where staff chose that nobody does.</summary>
    public Guid? UserId { get; private set; }
    public DateTime Since { get; private set; }

    public static Adviser For(Guid customerId, Guid? userId, DateTime now) => new() { CustomerId = customerId, UserId = userId, Since = now };

    internal void HandTo(Guid? userId, DateTime now)
    {
        if (userId != UserId) (UserId, Since) = (userId, now);
    }
}

internal sealed class AdviserMapping : IEntityTypeConfiguration<Adviser>
{
    public void Configure(EntityTypeBuilder<Adviser> adviser)
    {
        adviser.ToTable("crm_advisers");
        adviser.HasIndex(a => a.CustomerId).IsUnique(); // one each
        adviser.HasIndex(a => a.UserId);
        adviser.HasOne<Customer>().WithMany().HasForeignKey(a => a.CustomerId).OnDelete(DeleteBehavior.Restrict);
    }
}
