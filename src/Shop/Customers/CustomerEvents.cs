using Shop.Kernel;

namespace Shop.Customers;

/// <summary>A person proved that this e-mail address is theirs: what was bought under it is theirs too.</summary>
public sealed record EmailConfirmed(Guid UserId, Guid CustomerId, string Email) : IEvent;

/// <summary>A customer who signs in said yes or no to letters, or took the yes along to another address. What they say now is on the customer.</summary>
public sealed record MarketingConsentChanged(Guid CustomerId, string Email) : IEvent;

/// <summary>All that is asked for is there: a name, a birthday and an address.</summary>
public sealed record DetailsCompleted(Guid CustomerId) : IEvent;

/// <summary>Two records turned out to be one person; the first is empty from now on.</summary>
public sealed record CustomersMerged(Guid FromId, Guid IntoId) : IEvent;
