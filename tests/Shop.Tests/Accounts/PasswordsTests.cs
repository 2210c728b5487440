using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;

namespace Shop.Tests.Accounts;

public sealed class PasswordsTests
{
    [Fact]
    public async Task A_hash_takes_at_least_210_000_rounds_of_PBKDF2()
    {
        // As the shop registers it; the shops of tests take fewer rounds.
        await using var services = new ServiceCollection().AddAccounts(new ConfigurationBuilder().Build()).BuildServiceProvider();
        var hash = Convert.FromBase64String(await services.GetRequiredService<Passwords>().Hash(People.Password, default));
        var rounds = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(5));
        Assert.Equal((1, 2u), (hash[0], System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(1)))); // format 3, HMAC-SHA512
        Assert.True(rounds >= 210_000);
    }

    [Fact]
    public async Task Never_more_than_four_are_hashed_at_once()
    {
        var hasher = new CountingHasher();
        using var passwords = new Passwords(hasher);
        await Task.WhenAll(Enumerable.Range(0, 40).Select<int, Task>(i => i % 2 == 0 ? passwords.Hash("a", default) : passwords.Check(null, "a", default)));
        Assert.InRange(hasher.Most, 1, 4);
        Assert.True(hasher.Calls >= 40);
    }

    [Fact]
    public async Task A_missing_account_is_checked_like_any_other()
    {
        var hasher = new CountingHasher();
        using var passwords = new Passwords(hasher);
        Assert.Equal(Passwords.Verdict.Wrong, await passwords.Check(null, "a", default));
        Assert.Equal(1, hasher.Verified);
    }

    private sealed class CountingHasher : IPasswordHasher<User>
    {
        private int _now;
        public int Most, Calls, Verified;

        public string HashPassword(User user, string password) => Slowly("hash");

        public PasswordVerificationResult VerifyHashedPassword(User user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref Verified);
            return Slowly(PasswordVerificationResult.Success);
        }

        private T Slowly<T>(T answer)
        {
            Interlocked.Increment(ref Calls);
            var now = Interlocked.Increment(ref _now);
            lock (this) Most = Math.Max(Most, now);
            Thread.Sleep(10);
            Interlocked.Decrement(ref _now);
            return answer;
        }
    }
}
