// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Asks an account whether it accepts a signature (ERC-1271), once as it stands and, where it is not
/// deployed or not prepared, once more after the call that does so (ERC-6492). Never deployed: its
/// creation code is run by eth_call, and what its constructor returns is the answer.
///
/// Two words: 0 for no, 1 for yes, 2 where there is no account; and the chain's id.
contract SignatureCheck {
  uint256 private constant NO = 0;
  uint256 private constant YES = 1;
  uint256 private constant NO_ACCOUNT = 2;

  /// isValidSignature(bytes32,bytes), which is also what a yes returns.
  bytes4 private constant MAGIC = 0x1626ba7e;

  constructor(address account, bytes32 hash, bytes memory signature, address factory, bytes memory preparation) {
    uint256 answer = ask(account, hash, signature);
    if (answer != YES && factory != address(0)) {
      assembly {
        // Whether it succeeds is seen by asking again. What it returns is not copied.
        pop(call(gas(), factory, 0, add(preparation, 32), mload(preparation), 0, 0))
      }
      answer = ask(account, hash, signature);
    }
    assembly {
      mstore(0, answer)
      mstore(32, chainid())
      return(0, 64)
    }
  }

  /// An address without code answers every call with success and nothing; so its code is looked at.
  function ask(address account, bytes32 hash, bytes memory signature) private view returns (uint256) {
    if (account.code.length == 0) return NO_ACCOUNT;
    bytes memory question = abi.encodeWithSelector(MAGIC, hash, signature);
    bool answered;
    uint256 word;
    assembly {
      mstore(0, 0)
      answered := staticcall(gas(), account, add(question, 32), mload(question), 0, 32)
      answered := and(answered, gt(returndatasize(), 31))
      word := mload(0)
    }
    return answered && bytes32(word) == bytes32(MAGIC) ? YES : NO;
  }
}
