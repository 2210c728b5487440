using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>Something with a page of its own, which may move to another address.</summary>
public interface IAddressed
{
    /// <summary>What kind of page it is: addresses of one kind are told apart.</summary>
    static abstract PageKind Page { get; }

    string Slug { get; }

    /// <exception cref="RuleBroken">It cannot be part of an address.</exception>
    internal void MoveTo(string slug);
}

/// <summary>Something addressed whose name staff change along with its address.</summary>
public interface IShelfLabel : IAddressed
{
    string Name { get; }

    /// <exception cref="RuleBroken">It cannot be called so.</exception>
    void Rename(string name);

    /// <summary>What stands below its name in a few words, and what is told of it on its page.</summary>
    string Line { get; }
    string Text { get; }

    /// <exception cref="RuleBroken">It is too long.</exception>
    void Tell(string line, string text);
}
