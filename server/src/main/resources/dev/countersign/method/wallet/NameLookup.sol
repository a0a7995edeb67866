// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

interface UniversalResolver {
  function reverse(bytes calldata who, uint256 coinType) external view returns (string memory, address, address);
}

/// Asks the Universal Resolver (ENSIP-23) which name an address has on Ethereum. The resolver itself
/// looks the name up again and reverts unless it leads back to the address. Never deployed: its
/// creation code is run by eth_call, and what its constructor returns is the answer.
///
/// The chain's id, and after it what the resolver returned; nothing more where there is no name.
contract NameLookup {
  /// The same on every network that has one, and the ENS DAO's to upgrade.
  UniversalResolver private constant RESOLVER = UniversalResolver(0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe);
  /// SLIP-44.
  uint256 private constant ETHEREUM = 60;
  uint256 private constant LARGEST = 2048;

  constructor(address who) {
    bytes memory question = abi.encodeCall(RESOLVER.reverse, (abi.encodePacked(who), ETHEREUM));
    address resolver = address(RESOLVER);
    assembly {
      let answered := staticcall(gas(), resolver, add(question, 32), mload(question), 0, 0)
      let size := returndatasize()
      if or(iszero(answered), gt(size, LARGEST)) { size := 0 }
      mstore(0, chainid())
      returndatacopy(32, 0, size)
      return(0, add(32, size))
    }
  }
}
