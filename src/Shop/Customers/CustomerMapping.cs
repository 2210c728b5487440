using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Customers;

internal sealed class CustomerMapping : IEntityTypeConfiguration<Customer>
{
    public void Configure(EntityTypeBuilder<Customer> customer)
    {
        customer.ToTable("customers_customers");
        customer.Property(c => c.Email).HasMaxLength(EmailAddress.MaxLength);
        customer.Property(c => c.Name).HasMaxLength(Customer.NameMaxLength);
        customer.Property(c => c.Phone).HasMaxLength(Customer.PhoneMaxLength);
        customer.Property(c => c.Country).HasMaxLength(Address.CountryLength);
        customer.Property(c => c.Language).HasMaxLength(Customer.LanguageMaxLength);
        customer.Property(c => c.Origin).HasConversion<string>().HasMaxLength(20);
        customer.Property(c => c.ImportNumber).HasMaxLength(Customer.NumberMaxLength);
        customer.HasIndex(c => c.UserId).IsUnique();
        customer.HasIndex(c => c.Email).IsUnique();
        customer.HasIndex(c => c.ImportNumber).IsUnique();
        customer.HasIndex(c => c.CreatedAt);
        customer.HasIndex(c => c.Name); // how staff sort
        customer.HasIndex(c => new { c.BirthMonth, c.BirthDay }); // whose day it is
        customer.HasOne<User>().WithMany().HasForeignKey(c => c.UserId).OnDelete(DeleteBehavior.SetNull);

        customer.OwnsMany(c => c.Addresses, entry =>
        {
            entry.ToTable("customers_addresses");
            entry.WithOwner().HasForeignKey("CustomerId");
            entry.HasKey(a => a.Id);
            entry.Property(a => a.Phone).HasMaxLength(Customer.PhoneMaxLength);
            entry.OwnsOne(a => a.Address, address => AddressMapping.Configure(address));
            entry.Navigation(a => a.Address).IsRequired();
        });
    }
}
