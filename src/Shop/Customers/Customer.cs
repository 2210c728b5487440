using Shop.Kernel;

namespace Shop.Customers;

/// <summary>How the shop came to know a customer.</summary>
public enum CustomerOrigin { Web, Import, Demo, Desk }

/// <summary>Somebody who buys here, with or without a sign-in. An address of theirs is the default one as long as there is any.</summary>
public sealed class Customer : Entity
{
    public const int NameMaxLength = 120;
    public const int PhoneMaxLength = 30;
    public const int LanguageMaxLength = 10;
    public const int NumberMaxLength = 40;
    public const int MaxAddresses = 20;
    public const string DefaultLanguage = "en";

    private readonly List<CustomerAddress> _addresses = [];

    private Customer() { }

    /// <summary>The sign-in that belongs to them, once its e-mail address is confirmed.</summary>
    public Guid? UserId { get; private set; }

    /// <summary>Normalised and theirs alone. Null for somebody a retailer knew only by a number, and for a record that was merged into another.</summary>
    public string? Email { get; private set; }
    public string Name { get; private set; } = "";
    public string? Phone { get; private set; }
    public string? Country { get; private set; }
    public string Language { get; private set; } = DefaultLanguage;
    public DateTime CreatedAt { get; private init; }
    /// <summary>Their birthday, without the year: nobody needs to know how old they are. Both or neither.</summary>
    public int? BirthMonth { get; private set; }
    public int? BirthDay { get; private set; }
    public DateTime? MarketingConsentAt { get; private set; }
    public CustomerOrigin Origin { get; private init; }

    /// <summary>The number under which the data they came from knew them.</summary>
    public string? ImportNumber { get; private init; }

    /// <summary>Set when this record turned out to be the same person as another.</summary>
    public Guid? MergedIntoId { get; private set; }

    public IReadOnlyList<CustomerAddress> Addresses => _addresses;
    public CustomerAddress? DefaultAddress => _addresses.FirstOrDefault(a => a.IsDefault);

    /// <summary>Whether all is there that a customer may tell: a name, a birthday and an address.</summary>
    public bool HasAllDetails => Name.Length > 0 && BirthMonth is not null && _addresses.Count > 0;
    public bool TakesMarketing => MarketingConsentAt is not null;

    /// <summary>A customer the shop met without a sign-in: in imported data or in the demo's history.</summary>
    public static Customer WithoutSignIn(CustomerOrigin origin, string? email, string name, string? country, DateTime createdAt, string? importNumber = null)
    {
        var customer = new Customer { CreatedAt = createdAt, Origin = origin, ImportNumber = importNumber };
        if (email is not null) customer.UseEmail(email);
        customer.Describe(name, null);
        customer.Country = country;
        return customer;
    }

    /// <summary>A customer who just confirmed the e-mail address of a new sign-in.</summary>
    public static Customer Of(Guid userId, string email, string name, DateTime now)
    {
        var customer = WithoutSignIn(CustomerOrigin.Web, email, name, null, now);
        customer.Link(userId);
        return customer;
    }

    /// <summary>The person who confirmed this e-mail address signs in as this customer from now on. Being told twice changes nothing.</summary>
    public void Link(Guid userId)
    {
        if (UserId == userId) return;
        if (UserId is not null) throw new RuleBroken("This customer has another sign-in.");
        if (Email is null) throw new RuleBroken("A customer without an e-mail address cannot sign in.");
        UserId = userId;
        Raise(new EmailConfirmed(userId, Id, Email));
    }

    /// <summary>For somebody who cannot sign in yet: the address under which they are known.</summary>
    public void BecomeKnownAs(string email)
    {
        if (UserId is not null) throw new RuleBroken("Somebody who signs in changes the address by confirming the new one.");
        UseEmail(email);
    }

    /// <summary>The person confirmed another address.</summary>
    public void ChangeEmail(string email)
    {
        if (UserId is not { } userId) throw new RuleBroken("Only somebody who signs in can change the address.");
        TellOfMarketing(); // for the address they leave
        UseEmail(email);
        TellOfMarketing();
        Raise(new EmailConfirmed(userId, Id, Email!));
    }

    public void Describe(string name, string? phone)
    {
        name = name.Trim();
        if (name.Length is 0 or > NameMaxLength) throw new RuleBroken($"A name has 1 to {NameMaxLength} characters.");
        phone = string.IsNullOrWhiteSpace(phone) ? null : phone.Trim();
        if (phone?.Length > PhoneMaxLength) throw new RuleBroken($"A phone number has at most {PhoneMaxLength} characters.");
        (Name, Phone) = (name, phone);
    }

    /// <param name="month">1 to 12; null with the day forgets it.</param>
    public void CelebrateOn(int? month, int? day)
    {
        if (!IsBirthday(month, day)) throw new RuleBroken("There is no such day.");
        var before = HasAllDetails;
        (BirthMonth, BirthDay) = (month, day);
        TellOfDetails(before);
    }

    /// <summary>Whether it is a day of some year, or no day at all.</summary>
    public static bool IsBirthday(int? month, int? day) => (month, day) switch
    {
        (null, null) => true,
        ({ } m and >= 1 and <= 12, { } d) => d >= 1 && d <= DateTime.DaysInMonth(2024, m), // a leap year
        _ => false,
    };

    public void AgreeToMarketing(DateTime now)
    {
        if (TakesMarketing) return;
        MarketingConsentAt = now;
        TellOfMarketing();
    }

    public void RefuseMarketing()
    {
        if (!TakesMarketing) return;
        TellOfMarketing();
        MarketingConsentAt = null;
    }

    public CustomerAddress AddAddress(Address address, string? phone, bool makeDefault = false)
    {
        if (_addresses.Count >= MaxAddresses) throw new RuleBroken($"The address book holds at most {MaxAddresses} addresses. Remove one you no longer use.");
        var (added, before) = (new CustomerAddress(address, phone), HasAllDetails);
        _addresses.Add(added);
        TellOfDetails(before);
        if (makeDefault || _addresses.Count == 1) MakeDefault(added.Id);
        return added;
    }

    public void ChangeAddress(Guid addressId, Address address, string? phone) => Find(addressId).Change(address, phone);

    public void RemoveAddress(Guid addressId)
    {
        var removed = Find(addressId);
        _addresses.Remove(removed);
        if (removed.IsDefault && _addresses.Count > 0) MakeDefault(_addresses[0].Id);
    }

    public void MakeDefault(Guid addressId)
    {
        var chosen = Find(addressId);
        foreach (var address in _addresses) address.IsDefault = address == chosen;
    }

    /// <summary>This record and the other are the same person: the other stays, and what was bought under this one is theirs.</summary>
    public void MergeInto(Customer other)
    {
        if (UserId is not null || MergedIntoId is not null || other.Id == Id) throw new RuleBroken("Only a customer without a sign-in can be merged into another.");
        (Email, MergedIntoId) = (null, other.Id);
        Raise(new CustomersMerged(Id, other.Id));
    }

    /// <summary>Two records of one person become one, and the other stays. Of two sign-ins the other's stays, and the only one there is goes over to it with its address.</summary>
    /// <returns>How both were, so that it can be undone. The other takes over once this is saved.</returns>
    public BeforeMerge GoInto(Customer other)
    {
        if (other.Id == Id) throw new RuleBroken("A record cannot be merged into itself.");
        if (MergedIntoId is not null || other.MergedIntoId is not null) throw new RuleBroken("One of them is merged into another record already.");
        var before = new BeforeMerge(Email, other.Email, UserId, other.UserId, MarketingConsentAt, other.MarketingConsentAt, other.Phone, other.Country, other.BirthMonth, other.BirthDay);
        RefuseMarketing(); // for an address to which nobody writes any more
        (Email, MergedIntoId) = (null, other.Id);
        if (before.SignInMoves) UserId = null;
        Raise(new CustomersMerged(Id, other.Id));
        return before;
    }

    /// <summary>What the other record knew fills gaps here. Letters are agreed to only if both records agreed.</summary>
    public void TakeOver(Customer gone, BeforeMerge before)
    {
        if (before.Consent is null) RefuseMarketing();
        if (before.SignInMoves) (UserId, Email) = (before.UserId, before.Email ?? Email);
        else Email ??= before.Email;
        Phone ??= gone.Phone;
        Country ??= gone.Country;
        if (BirthMonth is null) (BirthMonth, BirthDay) = (gone.BirthMonth, gone.BirthDay);
        TellOfMarketing();
    }

    /// <summary>Undoes <see cref="TakeOver"/>: what was filled in from the other record and was not changed since goes.</summary>
    /// <returns>The address with which the other record goes on.</returns>
    public string? GiveBack(Customer other, BeforeMerge before)
    {
        var email = before.Email;
        if (before.SignInMoves)
        {
            if (UserId != before.UserId) throw new RuleBroken("The sign-in that came from the other record is not here any more.");
            email = Email; // they may have confirmed another since
            (UserId, Email) = (null, before.IntoEmail);
        }
        else if (before.IntoEmail is null && Email == before.Email) Email = null;
        if (before.IntoPhone is null && Phone == other.Phone) Phone = null;
        if (before.IntoCountry is null && Country == other.Country) Country = null;
        if (before.IntoBirthMonth is null && (BirthMonth, BirthDay) == (other.BirthMonth, other.BirthDay)) (BirthMonth, BirthDay) = (null, null);
        if (before is { IntoConsent: { } agreed, Consent: null } && MarketingConsentAt is null)
        {
            MarketingConsentAt = agreed;
            TellOfMarketing();
        }
        return email;
    }

    /// <summary>Is a record of its own again.</summary>
    public void ComeBack(BeforeMerge before, string? email)
    {
        (MergedIntoId, Email, UserId, MarketingConsentAt) = (null, email, before.UserId, before.Consent);
        TellOfMarketing();
    }

    private CustomerAddress Find(Guid addressId) => _addresses.FirstOrDefault(a => a.Id == addressId) ?? throw new RuleBroken("This address is no longer in the address book.");

    // An address nobody confirmed says nothing about letters.
    private void TellOfMarketing()
    {
        if (TakesMarketing && UserId is not null && Email is not null) Raise(new MarketingConsentChanged(Id, Email));
    }

    private void TellOfDetails(bool before)
    {
        if (!before && HasAllDetails && UserId is not null) Raise(new DetailsCompleted(Id));
    }

    private void UseEmail(string email)
    {
        if (!EmailAddress.IsValid(email)) throw new RuleBroken($"“{email}” is not an e-mail address.");
        Email = EmailAddress.Normalise(email);
    }
}
