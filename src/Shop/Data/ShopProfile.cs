using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Shop.Kernel;

namespace Shop.Data;

/// <summary>Who the merchant is and in which currency and time zone the shop is kept. There is exactly one.</summary>
public sealed class ShopProfile : Entity
{
    public const int TextMaxLength = 200;

    private ShopProfile() { }

    public string Name { get; private set; } = "";
    public string LegalName { get; private set; } = "";
    public string OrganisationNumber { get; private set; } = "";
    public string VatNumber { get; private set; } = "";
    public string Street { get; private set; } = "";
    public string Postcode { get; private set; } = "";
    public string City { get; private set; } = "";
    public string Country { get; private set; } = "";
    public string Email { get; private set; } = "";
    public string Phone { get; private set; } = "";
    public string Currency { get; private init; } = "EUR";
    public string TimeZone { get; private set; } = "UTC";
    public bool IsDemo { get; private init; }
    public DateTime OpenedAt { get; private init; }

    /// <summary>When somebody said that the list of first steps is no longer needed.</summary>
    public DateTime? FirstStepsEndedAt { get; private set; }

    /// <param name="currency">ISO 4217; fixed for the life of the shop, because every amount is kept in it.</param>
    /// <param name="country">ISO 3166-1 alpha-2: where the shop sells from.</param>
    /// <param name="timeZone">IANA name: whose midnight and cut-off hours count.</param>
    /// <exception cref="RuleBroken">The currency or time zone is unknown.</exception>
    public static ShopProfile Open(string name, string currency, string country, string timeZone, DateTime now, bool isDemo = false)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out _)) throw new RuleBroken($"“{timeZone}” is not a time zone that this machine knows.");
        return new ShopProfile
        {
            Name = name, LegalName = name, Country = country, Currency = Kernel.Currency.Of(currency).Code, TimeZone = timeZone, OpenedAt = now, IsDemo = isDemo,
        };
    }

    /// <exception cref="RuleBroken">A shop has a name.</exception>
    public void Rename(string name) => Name = name.Length is > 0 and <= TextMaxLength ? name : throw new RuleBroken($"The name of a shop has 1 to {TextMaxLength} characters.");

    public void EndFirstSteps(DateTime now) => FirstStepsEndedAt ??= now;

    public void Describe(string legalName, string organisationNumber, string vatNumber, string street, string postcode, string city, string email, string phone)
    {
        (LegalName, OrganisationNumber, VatNumber) = (legalName, organisationNumber, vatNumber);
        (Street, Postcode, City, Email, Phone) = (street, postcode, city, email, phone);
    }
}

internal sealed class ShopProfileMapping : IEntityTypeConfiguration<ShopProfile>
{
    public void Configure(EntityTypeBuilder<ShopProfile> profile)
    {
        profile.ToTable("data_shop_profiles");
        foreach (var text in new[] { "Name", "LegalName", "OrganisationNumber", "VatNumber", "Street", "Postcode", "City", "Email", "Phone", "TimeZone" })
            profile.Property<string>(text).HasMaxLength(ShopProfile.TextMaxLength);
        profile.Property(p => p.Currency).HasMaxLength(3);
        profile.Property(p => p.Country).HasMaxLength(2);
    }
}
