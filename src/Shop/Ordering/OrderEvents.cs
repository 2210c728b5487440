using Shop.Kernel;

namespace Shop.Ordering;

/// <summary>An order stands and waits for its payment.</summary>
public sealed record OrderPlaced(Guid OrderId) : IEvent;

/// <summary>An order's money is here; goods without delivery, VAT included.</summary>
public sealed record OrderPaid(Guid OrderId, Guid? CustomerId, Money Goods) : IEvent;

/// <summary>A payment failed after the customer had gone: they have to be told.</summary>
public sealed record OrderPaymentFailed(Guid OrderId, Guid AttemptId, string Reason) : IEvent;

/// <summary>A parcel is on its way.</summary>
public sealed record OrderShipped(Guid OrderId) : IEvent;

/// <summary>The customer has the goods; the return window starts.</summary>
public sealed record OrderDelivered(Guid OrderId, Guid? CustomerId, DateTime At) : IEvent;

/// <summary>An order was called off before it was packed.</summary>
public sealed record OrderCancelled(Guid OrderId, Guid? CustomerId) : IEvent;

/// <summary>Somebody asks to send goods back.</summary>
public sealed record ReturnRequested(Guid RequestId) : IEvent;

/// <summary>Staff said what may be sent back and what may not.</summary>
public sealed record ReturnAnswered(Guid RequestId) : IEvent;

/// <summary>Goods of an order came back and were looked at.</summary>
public sealed record GoodsReturned(Guid ReturnId, Guid OrderId, Guid? CustomerId) : IEvent;

/// <summary>Money went back to the customer.</summary>
public sealed record OrderRefunded(Guid OrderId, Guid? CustomerId, Money Amount) : IEvent;
