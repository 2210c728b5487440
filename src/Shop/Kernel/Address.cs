namespace Shop.Kernel;

/// <summary>Where something goes, as the customer wrote it: one name field, any script.</summary>
public sealed record Address(string Name, string? Company, string Line1, string? Line2, string Postcode, string City, string? Region, string Country)
{
    public const int NameMaxLength = 120;
    public const int LineMaxLength = 120;
    public const int PostcodeMaxLength = 16;
    public const int CityMaxLength = 80;
    public const int CountryLength = 2;

    public static readonly Address Empty = new("", null, "", null, "", "", null, "");

    public bool IsComplete => Name.Length > 0 && Line1.Length > 0 && City.Length > 0 && Country.Length == CountryLength;
}
