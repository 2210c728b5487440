using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>How an address looks in whichever table holds it.</summary>
internal static class AddressMapping
{
    public static void Configure<TOwner>(OwnedNavigationBuilder<TOwner, Address> address) where TOwner : class
    {
        address.Property(a => a.Name).HasMaxLength(Address.NameMaxLength);
        address.Property(a => a.Company).HasMaxLength(Address.NameMaxLength);
        address.Property(a => a.Line1).HasMaxLength(Address.LineMaxLength);
        address.Property(a => a.Line2).HasMaxLength(Address.LineMaxLength);
        address.Property(a => a.Postcode).HasMaxLength(Address.PostcodeMaxLength);
        address.Property(a => a.City).HasMaxLength(Address.CityMaxLength);
        address.Property(a => a.Region).HasMaxLength(Address.CityMaxLength);
        address.Property(a => a.Country).HasMaxLength(Address.CountryLength);
    }
}
